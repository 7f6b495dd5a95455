package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func ask(t *testing.T, s Synthetic, body string) (string, time.Duration) {
	t.Helper()
	server := httptest.NewServer(NewHandler(Faults{}, s))
	defer server.Close()
	begun := time.Now()
	response, err := http.Post(server.URL+"/v1/chat/completions", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes), time.Since(begun)
}

func TestASyntheticStreamHasItsTokensAndItsEnd(t *testing.T) {
	s := Synthetic{FirstToken: 40 * time.Millisecond, Token: 20 * time.Millisecond}
	body, took := ask(t, s, `{"stream": true, "max_tokens": 3}`)
	if strings.Count(body, "chat.completion.chunk") != 3 || !strings.HasSuffix(body, "data: [DONE]\n\n") {
		t.Errorf("unexpected stream %q", body)
	}
	if took < 80*time.Millisecond {
		t.Errorf("took %s, sooner than its tokens allow", took)
	}
}

func TestASyntheticAnswerTakesAsLongAsItsTokens(t *testing.T) {
	s := Synthetic{FirstToken: 10 * time.Millisecond, Token: 20 * time.Millisecond}
	body, took := ask(t, s, `{"max_tokens": 3}`)
	if !strings.Contains(body, `"completion_tokens":3`) || took < 50*time.Millisecond {
		t.Errorf("after %s: %q", took, body)
	}
}

func TestASyntheticEngineIsHealthy(t *testing.T) {
	server := httptest.NewServer(Synthetic{})
	defer server.Close()
	response, err := http.Get(server.URL + "/health")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("answered %d", response.StatusCode)
	}
}

func TestTheSyntheticEnginesCommandLine(t *testing.T) {
	if _, _, err := parseSynthetic(nil); err == nil || !strings.Contains(err.Error(), "--port") {
		t.Errorf("a missing port should be named: %v", err)
	}
	address, s, err := parseSynthetic([]string{"--port", "81", "--token", "5ms"})
	if err != nil || address != "127.0.0.1:81" || s.Token != 5*time.Millisecond {
		t.Errorf("parsed %s %+v, %v", address, s, err)
	}
}
