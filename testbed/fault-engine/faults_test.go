package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const answer = "data: {\"n\":1}\n\n"

func engine() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for range 30 {
			_, _ = io.WriteString(w, answer)
			w.(http.Flusher).Flush()
		}
		_, _ = io.WriteString(w, "data: [DONE]\n\n")
	})
}

func start(t *testing.T, f Faults) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(NewHandler(f, engine()))
	t.Cleanup(server.Close)
	return server
}

func post(ctx context.Context, t *testing.T, base string) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/v1/chat/completions", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	return http.DefaultClient.Do(r)
}

func TestErrorRateIsExact(t *testing.T) {
	server := start(t, Faults{ErrorRate: 0.3})
	bad := 0
	for range 100 {
		response, err := post(t.Context(), t, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		response.Body.Close()
		if response.StatusCode == http.StatusInternalServerError {
			bad++
		}
	}
	if bad != 30 {
		t.Errorf("30 of 100 should fail, %d did", bad)
	}
}

func TestHealthIsNeverFaulted(t *testing.T) {
	server := start(t, Faults{ErrorRate: 1})
	response, err := http.Get(server.URL + "/health")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("health answered %d", response.StatusCode)
	}
}

func TestATruncatedStreamBreaksWithoutItsEnd(t *testing.T) {
	server := start(t, Faults{TruncateRate: 1})
	response, err := post(t.Context(), t, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil {
		t.Error("the body should break")
	}
	if !strings.HasPrefix(string(body), answer) || strings.Contains(string(body), "[DONE]") {
		t.Errorf("unexpected body %q", body)
	}
}

func TestAnEndlessStreamStaysOpenUntilTheClientLeaves(t *testing.T) {
	server := start(t, Faults{EndlessRate: 1})
	ctx, cancel := context.WithCancel(t.Context())
	response, err := post(ctx, t, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.ReadFull(response.Body, make([]byte, 200)); err != nil {
		t.Fatal(err)
	}
	more := make(chan error, 1)
	go func() { _, err := response.Body.Read(make([]byte, 1)); more <- err }()
	select {
	case err := <-more:
		t.Errorf("the stream ended by itself: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	cancel()
	if err := <-more; err == nil {
		t.Error("the cancelled read should fail")
	}
}

func TestStallDelaysItsShare(t *testing.T) {
	server := start(t, Faults{StallRate: 0.5, Stall: 300 * time.Millisecond})
	slow := 0
	for range 4 {
		begun := time.Now()
		response, err := post(t.Context(), t, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if time.Since(begun) >= 300*time.Millisecond {
			slow++
		}
	}
	if slow < 2 {
		t.Errorf("2 of 4 should stall, %d did", slow)
	}
}

func TestTheCommandLineIsChecked(t *testing.T) {
	if _, _, _, err := parse([]string{"--error-rate", "0.3"}); err == nil || !strings.Contains(err.Error(), "behind --") {
		t.Errorf("a missing command should be named: %v", err)
	}
	if _, _, _, err := parse([]string{"--error-rate", "3", "--", "true"}); err == nil || !strings.Contains(err.Error(), "from 0 to 1") {
		t.Errorf("a rate beyond 1 should be refused: %v", err)
	}
	f, listen, command, err := parse([]string{"--crash-after", "2m", "--", "llama-server", "--port", "{port}"})
	if err != nil || f.CrashAfter != 2*time.Minute || listen != "127.0.0.1:9000" || len(command) != 3 {
		t.Errorf("parsed %+v %s %v, %v", f, listen, command, err)
	}
	if got := withPort(command, 81); got[2] != "81" {
		t.Errorf("the port should be filled in: %v", got)
	}
}

func TestTheEngineEndsWithTheCrash(t *testing.T) {
	err := run(t.Context(), Faults{CrashAfter: 50 * time.Millisecond}, "127.0.0.1:0", []string{"sleep", "30"})
	if err == nil || !strings.Contains(err.Error(), "crash as asked") {
		t.Errorf("got %v", err)
	}
}

func TestAnEngineThatEndsTakesTheInstrumentWithIt(t *testing.T) {
	err := run(t.Context(), Faults{}, "127.0.0.1:0", []string{"false"})
	if err == nil || !strings.Contains(err.Error(), "the engine ended") {
		t.Errorf("got %v", err)
	}
}
