package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Faults says what goes wrong, how often and when.
type Faults struct {
	ErrorRate    float64
	BusyRate     float64
	TruncateRate float64
	EndlessRate  float64
	StallRate    float64
	Delay        time.Duration
	Stall        time.Duration
	// SlowFactor makes every answer take that many times as long; 1 or 0: as it is.
	SlowFactor float64
	// From and Until bound the faults in time, counted from the first inference
	// request; Until 0: without an end. A crash has times of its own.
	From, Until     time.Duration
	CrashAfter      time.Duration
	CrashAfterFirst time.Duration
}

func (f Faults) validate() error {
	for name, rate := range map[string]float64{
		"error-rate": f.ErrorRate, "busy-rate": f.BusyRate, "truncate-rate": f.TruncateRate,
		"endless-rate": f.EndlessRate, "stall-rate": f.StallRate,
	} {
		if rate < 0 || rate > 1 {
			return fmt.Errorf("--%s must be from 0 to 1, is %v", name, rate)
		}
	}
	if f.SlowFactor != 0 && f.SlowFactor < 1 {
		return fmt.Errorf("--slow-factor must be at least 1, is %v: an engine cannot be made faster", f.SlowFactor)
	}
	if f.Until != 0 && f.Until <= f.From {
		return fmt.Errorf("--until %s must be later than --from %s", f.Until, f.From)
	}
	return nil
}

// applyAt says whether a request meets faults, by the time since the first one.
func (f Faults) applyAt(sinceFirst time.Duration) bool {
	return sinceFirst >= f.From && (f.Until == 0 || sinceFirst < f.Until)
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
	faults                                  Faults
	engine                                  http.Handler
	errors, busy, truncates, endless, stall share

	// First is closed when the first inference request arrives.
	First     chan struct{}
	firstOnce sync.Once
	firstAt   time.Time
}

// NewHandler puts the faults in front of engine.
func NewHandler(f Faults, engine http.Handler) *Handler {
	return &Handler{
		faults: f, engine: engine,
		errors: share{rate: f.ErrorRate}, busy: share{rate: f.BusyRate},
		truncates: share{rate: f.TruncateRate},
		endless:   share{rate: f.EndlessRate}, stall: share{rate: f.StallRate},
		First: make(chan struct{}),
	}
}

// sinceFirst notes the first inference request, and says how long ago it was.
func (h *Handler) sinceFirst() time.Duration {
	h.firstOnce.Do(func() {
		h.firstAt = time.Now()
		close(h.First)
	})
	return time.Since(h.firstAt)
}

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.URL.Path, "/v1/") {
		h.engine.ServeHTTP(w, r)
		return
	}
	if !h.faults.applyAt(h.sinceFirst()) {
		h.engine.ServeHTTP(w, r)
		return
	}
	if h.faults.SlowFactor > 1 {
		w = &slow{ResponseWriter: w, factor: h.faults.SlowFactor, request: r, last: time.Now()}
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
		refuse(w, http.StatusInternalServerError, "an error as asked", "server_error")
	case h.busy.next():
		w.Header().Set("Retry-After", "1")
		refuse(w, http.StatusTooManyRequests, "busy as asked", "rate_limit_error")
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

func refuse(w http.ResponseWriter, status int, message, kind string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"error":{"message":"fault-engine: %s","type":"%s","code":%d}}`+"\n", message, kind, status)
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

// slow stretches the time before every part of an answer, so that the first
// token and the whole answer take factor times as long.
type slow struct {
	http.ResponseWriter
	factor  float64
	request *http.Request
	last    time.Time
}

func (s *slow) Write(p []byte) (int, error) {
	took := time.Since(s.last)
	if !sleep(s.request, time.Duration(float64(took)*(s.factor-1))) {
		return 0, s.request.Context().Err()
	}
	n, err := s.ResponseWriter.Write(p)
	s.last = time.Now()
	return n, err
}

func (s *slow) Flush() {
	if f, ok := s.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}
