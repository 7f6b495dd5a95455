package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Faults says what goes wrong, and how often.
type Faults struct {
	ErrorRate    float64
	TruncateRate float64
	EndlessRate  float64
	StallRate    float64
	Delay        time.Duration
	Stall        time.Duration
	CrashAfter   time.Duration
}

func (f Faults) validate() error {
	for name, rate := range map[string]float64{
		"error-rate": f.ErrorRate, "truncate-rate": f.TruncateRate,
		"endless-rate": f.EndlessRate, "stall-rate": f.StallRate,
	} {
		if rate < 0 || rate > 1 {
			return fmt.Errorf("--%s must be from 0 to 1, is %v", name, rate)
		}
	}
	return nil
}

// share picks exactly its rate of all calls, evenly spread: a test of 100
// requests at 0.3 sees 30 faults, not about 30.
type share struct {
	mu   sync.Mutex
	rate float64
	sum  float64
}

func (s *share) next() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sum += s.rate
	// The tolerance absorbs the rounding of repeated addition.
	if s.sum < 1-1e-9 {
		return false
	}
	s.sum--
	return true
}

// Handler applies the faults in front of the engine.
type Handler struct {
	faults                            Faults
	engine                            http.Handler
	errors, truncates, endless, stall share
}

// NewHandler puts the faults in front of engine.
func NewHandler(f Faults, engine http.Handler) *Handler {
	return &Handler{
		faults: f, engine: engine,
		errors: share{rate: f.ErrorRate}, truncates: share{rate: f.TruncateRate},
		endless: share{rate: f.EndlessRate}, stall: share{rate: f.StallRate},
	}
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.URL.Path, "/v1/") {
		h.engine.ServeHTTP(w, r)
		return
	}
	wait := h.faults.Delay
	if h.stall.next() {
		wait += h.faults.Stall
	}
	if !sleep(r, wait) {
		return
	}
	switch {
	case h.errors.next():
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprintln(w, `{"error":{"message":"fault-engine: an error as asked","type":"server_error","code":500}}`)
	case h.truncates.next():
		h.engine.ServeHTTP(&cut{ResponseWriter: w, left: 200}, r)
		// Aborts the connection: the client sees a body without its end.
		panic(http.ErrAbortHandler)
	case h.endless.next():
		h.engine.ServeHTTP(&cut{ResponseWriter: w, left: 200}, r)
		<-r.Context().Done()
	default:
		h.engine.ServeHTTP(w, r)
	}
}

// sleep waits, and says false if the client left meanwhile.
func sleep(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
		return false
	}
}

// cut passes the first bytes on and swallows the rest.
type cut struct {
	http.ResponseWriter
	left int
}

func (c *cut) WriteHeader(status int) {
	// The promised length would be a lie, and the server would refuse to end early.
	c.Header().Del("Content-Length")
	c.ResponseWriter.WriteHeader(status)
}

func (c *cut) Write(p []byte) (int, error) {
	n := min(len(p), c.left)
	c.left -= n
	if n > 0 {
		if _, err := c.ResponseWriter.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (c *cut) Flush() {
	if f, ok := c.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}
