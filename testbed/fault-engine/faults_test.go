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

func TestBusyIsA429WithARetryAfter(t *testing.T) {
	server := start(t, Faults{BusyRate: 0.5})
	busy := 0
	for range 10 {
		response, err := post(t.Context(), t, server.URL)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusTooManyRequests && response.Header.Get("Retry-After") != "" {
			busy++
		}
	}
	if busy != 5 {
		t.Errorf("5 of 10 should be busy, %d were", busy)
	}
}

// An engine that takes its time before the first byte and before the last.
func unhurried(pause time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for range 2 {
			time.Sleep(pause)
			_, _ = io.WriteString(w, answer)
			w.(http.Flusher).Flush()
		}
	})
}

func TestASlowEngineTakesLongerBeforeTheFirstByteAndBeforeTheLast(t *testing.T) {
	pause := 50 * time.Millisecond
	server := httptest.NewServer(NewHandler(Faults{SlowFactor: 3}, unhurried(pause)))
	defer server.Close()
	begun := time.Now()
	response, err := post(t.Context(), t, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.ReadFull(response.Body, make([]byte, len(answer))); err != nil {
		t.Fatal(err)
	}
	if first := time.Since(begun); first < 3*pause {
		t.Errorf("the first part came after %s, sooner than three times as late", first)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	if whole := time.Since(begun); whole < 6*pause {
		t.Errorf("the answer took %s, less than three times as long", whole)
	}
}

func TestFaultsHaveABeginningAndAnEnd(t *testing.T) {
	f := Faults{From: time.Second, Until: 3 * time.Second}
	for since, want := range map[time.Duration]bool{
		0: false, time.Second: true, 2 * time.Second: true, 3 * time.Second: false,
	} {
		if got := f.applyAt(since); got != want {
			t.Errorf("%s after the first request: %v", since, got)
		}
	}
	if !(Faults{}).applyAt(time.Hour) {
		t.Error("without bounds faults always apply")
	}
}

func TestRequestsBeforeTheFaultsBeginAreServed(t *testing.T) {
	server := start(t, Faults{ErrorRate: 1, From: time.Hour})
	response, err := post(t.Context(), t, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("answered %d", response.StatusCode)
	}
}

func TestACrashWaitsForTheFirstRequest(t *testing.T) {
	first := make(chan struct{})
	due := crashes(Faults{CrashAfterFirst: time.Millisecond}, first)
	select {
	case err := <-due:
		t.Errorf("crashed before the first request: %v", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(first)
	if err := <-due; !strings.Contains(err.Error(), "after the first request") {
		t.Errorf("got %v", err)
	}
}

func TestTheFirstInferenceRequestIsNotedAndHealthIsNone(t *testing.T) {
	handler := NewHandler(Faults{}, engine())
	server := httptest.NewServer(handler)
	defer server.Close()
	response, err := http.Get(server.URL + "/health")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	select {
	case <-handler.First:
		t.Error("a health check is no inference request")
	default:
	}
	response, err = post(t.Context(), t, server.URL)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	<-handler.First
}

func TestTheCommandLineIsChecked(t *testing.T) {
	if _, _, _, err := parse([]string{"--error-rate", "0.3"}); err == nil || !strings.Contains(err.Error(), "behind --") {
		t.Errorf("a missing command should be named: %v", err)
	}
	if _, _, _, err := parse([]string{"--error-rate", "3", "--", "true"}); err == nil || !strings.Contains(err.Error(), "from 0 to 1") {
		t.Errorf("a rate beyond 1 should be refused: %v", err)
	}
	if _, _, _, err := parse([]string{"--slow-factor", "0.5", "--", "true"}); err == nil || !strings.Contains(err.Error(), "at least 1") {
		t.Errorf("an engine cannot be made faster: %v", err)
	}
	if _, _, _, err := parse([]string{"--from", "2m", "--until", "1m", "--", "true"}); err == nil || !strings.Contains(err.Error(), "later than") {
		t.Errorf("faults cannot end before they begin: %v", err)
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
