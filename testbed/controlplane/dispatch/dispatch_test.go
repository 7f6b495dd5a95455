package dispatch

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// recording returns a table with every component, each of which exits 0 and
// notes the arguments it got.
func recording(got *[]string) Table {
	table := Table{}
	for _, name := range Names {
		table[name] = func(args []string) int { *got = args; return 0 }
	}
	return table
}

func TestEveryNameRunsItsComponentFromAnyFolder(t *testing.T) {
	for _, name := range Names {
		var got []string
		args := []string{"/some/folder/" + name, "--version"}
		if status := recording(&got).Run(args, io.Discard); status != 0 {
			t.Errorf("%s: exit status %d, want 0", name, status)
		}
		if !slices.Equal(got, args) {
			t.Errorf("%s: got arguments %q, want %q", name, got, args)
		}
	}
}

func TestUnknownNameIsRefusedWithTheNamesThatAreKnown(t *testing.T) {
	for _, args := range [][]string{nil, {""}, {"controlplane"}, {"/bin/kubelet2"}} {
		var got []string
		var message strings.Builder
		if status := recording(&got).Run(args, &message); status != ExitUnknownName {
			t.Errorf("%q: exit status %d, want %d", args, status, ExitUnknownName)
		}
		if got != nil {
			t.Errorf("%q: ran a component with %q", args, got)
		}
		for _, name := range Names {
			if !strings.Contains(message.String(), name) {
				t.Errorf("%q: message %q does not name %s", args, message.String(), name)
			}
		}
	}
}

func TestTableThatLacksAComponentIsRefused(t *testing.T) {
	var got []string
	table := recording(&got)
	delete(table, "kubelet")
	if missing := table.Missing(); !slices.Equal(missing, []string{"kubelet"}) {
		t.Errorf("missing %q, want kubelet", missing)
	}
	if status := table.Run([]string{"etcd"}, io.Discard); status != ExitUnknownName {
		t.Errorf("exit status %d, want %d", status, ExitUnknownName)
	}
}

func TestNamesAreSortedAndUnique(t *testing.T) {
	if !slices.IsSorted(Names) || len(slices.Compact(slices.Clone(Names))) != len(Names) {
		t.Errorf("names are not sorted and unique: %q", Names)
	}
}
