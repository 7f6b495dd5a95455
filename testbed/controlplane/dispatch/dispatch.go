// Package dispatch chooses what a process becomes from the name it was started
// under. It knows nothing of Kubernetes on purpose: its tests compile in a
// second, while the control plane takes minutes.
package dispatch

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// ExitUnknownName is the exit status for a name that is no component.
const ExitUnknownName = 2

// Names are the components the binary has to offer. The build links one file
// name to the binary for each, and Run refuses a table that lacks one.
var Names = []string{
	"etcd",
	"kube-apiserver",
	"kube-controller-manager",
	"kube-proxy",
	"kube-scheduler",
	"kubectl",
	"kubelet",
}

// Component runs one program with its full argument vector and returns the exit
// status; some upstream mains exit by themselves and never return.
type Component func(args []string) int

// Table maps a program name to its component.
type Table map[string]Component

// Missing lists the names that the table does not provide.
func (t Table) Missing() []string {
	var missing []string
	for _, name := range Names {
		if t[name] == nil {
			missing = append(missing, name)
		}
	}
	return missing
}

// Run starts the component that args[0] names and returns the exit status.
func (t Table) Run(args []string, stderr io.Writer) int {
	if missing := t.Missing(); len(missing) > 0 {
		fmt.Fprintf(stderr, "this binary lacks: %s\n", strings.Join(missing, ", "))
		return ExitUnknownName
	}
	name := ""
	if len(args) > 0 {
		name = filepath.Base(args[0])
	}
	if !slices.Contains(Names, name) {
		fmt.Fprintf(stderr, "%q is no component; link this binary as one of: %s\n",
			name, strings.Join(Names, ", "))
		return ExitUnknownName
	}
	return t[name](args)
}
