package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Synthetic is an engine that computes nothing: every token takes a fixed time.
// Where the ramp is under test and not inference, it lets a small machine carry
// a steady load, and says beforehand how long an answer takes.
type Synthetic struct {
	FirstToken time.Duration
	Token      time.Duration
}

type chatRequest struct {
	Stream    bool `json:"stream"`
	MaxTokens int  `json:"max_tokens"`
}

func (s Synthetic) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost {
		fmt.Fprintln(w, `{"status":"ok"}`)
		return
	}
	var request chatRequest
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil {
		refuse(w, http.StatusBadRequest, "the request is no JSON", "invalid_request_error")
		return
	}
	tokens := max(request.MaxTokens, 1)
	if request.Stream {
		s.stream(w, r, tokens)
		return
	}
	if !sleep(r, s.FirstToken+time.Duration(tokens-1)*s.Token) {
		return
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"object":"chat.completion","choices":[{"index":0,"finish_reason":"length","message":{"role":"assistant","content":"synthetic"}}],"usage":{"prompt_tokens":1,"completion_tokens":%d,"total_tokens":%d}}`+"\n", tokens, tokens+1)
}

func (s Synthetic) stream(w http.ResponseWriter, r *http.Request, tokens int) {
	w.Header().Set("Content-Type", "text/event-stream")
	for n := range tokens {
		wait := s.Token
		if n == 0 {
			wait = s.FirstToken
		}
		if !sleep(r, wait) {
			return
		}
		fmt.Fprintf(w, `data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"%d "}}]}`+"\n\n", n)
		_ = http.NewResponseController(w).Flush()
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}

// serveSynthetic listens on loopback until something goes wrong.
func serveSynthetic(args []string) error {
	address, engine, err := parseSynthetic(args)
	if err != nil {
		return err
	}
	return http.ListenAndServe(address, engine)
}

func parseSynthetic(args []string) (address string, s Synthetic, err error) {
	set := flag.NewFlagSet("fault-engine synthetic", flag.ContinueOnError)
	port := set.Int("port", 0, "port to listen on, on 127.0.0.1")
	set.DurationVar(&s.FirstToken, "first-token", 50*time.Millisecond, "time before the first token")
	set.DurationVar(&s.Token, "token", 20*time.Millisecond, "time before every further token")
	if err := set.Parse(args); err != nil {
		return "", s, err
	}
	if *port == 0 {
		return "", s, fmt.Errorf("give --port, such as --port {port}")
	}
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(*port)), s, nil
}
