// Command fault-engine stands in front of a real engine and makes some of its
// answers bad: errors, 429s, delays, stalls, slowness, truncated or endless
// streams, a crash.
// It is an instrument of the tests; no product module links it.
//
//	fault-engine [faults] -- llama-server --port {port} ...
//
// It starts the command behind "--" with {port} replaced by a free port on
// loopback, forwards everything to it, and applies the faults to inference
// requests only (POST below /v1/), never to health checks: a revision under
// test becomes Ready first and misbehaves afterwards.
//
//	fault-engine [faults] -- fault-engine synthetic --port {port} [--first-token 50ms] [--token 20ms]
//
// takes an engine that computes nothing in the real one's place: see Synthetic.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "synthetic" {
		fmt.Fprintln(os.Stderr, "fault-engine:", serveSynthetic(os.Args[2:]))
		os.Exit(1)
	}
	faults, listen, command, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "fault-engine:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, faults, listen, command); err != nil {
		fmt.Fprintln(os.Stderr, "fault-engine:", err)
		os.Exit(1)
	}
}

// parse reads the command line: flags, "--", the real engine's command.
func parse(args []string) (f Faults, listen string, command []string, err error) {
	set := flag.NewFlagSet("fault-engine", flag.ContinueOnError)
	set.StringVar(&listen, "listen", "127.0.0.1:9000", "address to listen on")
	set.Float64Var(&f.ErrorRate, "error-rate", 0, "share of requests answered with 500, 0 to 1")
	set.Float64Var(&f.BusyRate, "busy-rate", 0, "share of requests answered with 429, 0 to 1")
	set.Float64Var(&f.TruncateRate, "truncate-rate", 0, "share of answers cut in their middle, 0 to 1")
	set.Float64Var(&f.EndlessRate, "endless-rate", 0, "share of streams that fall silent and never end, 0 to 1")
	set.DurationVar(&f.Delay, "delay", 0, "added before every answer")
	set.Float64Var(&f.StallRate, "stall-rate", 0, "share of requests delayed by --stall, 0 to 1")
	set.DurationVar(&f.Stall, "stall", time.Second, "the delay of --stall-rate")
	set.Float64Var(&f.SlowFactor, "slow-factor", 1, "every answer, and its first byte, takes this many times as long; at least 1")
	set.DurationVar(&f.From, "from", 0, "the faults above begin this long after the first inference request")
	set.DurationVar(&f.Until, "until", 0, "they end this long after the first inference request; 0: never")
	set.DurationVar(&f.CrashAfter, "crash-after", 0, "exit with status 1 this long after the start; 0: never")
	set.DurationVar(&f.CrashAfterFirst, "crash-after-first", 0, "exit with status 1 this long after the first inference request; 0: never")
	if err = set.Parse(args); err != nil {
		return f, "", nil, err
	}
	command = set.Args()
	if len(command) == 0 {
		return f, "", nil, fmt.Errorf("name the real engine's command behind --, such as: -- llama-server --port {port} -m model.gguf")
	}
	return f, listen, command, f.validate()
}

// run serves until the context ends, the engine ends, or the crash is due.
func run(ctx context.Context, f Faults, listen string, command []string) error {
	port, err := freePort()
	if err != nil {
		return err
	}
	engine := exec.Command(command[0], withPort(command[1:], port)...)
	engine.Stdout, engine.Stderr = os.Stdout, os.Stderr
	// The engine must not outlive this process, whichever way it ends.
	engine.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := engine.Start(); err != nil {
		return fmt.Errorf("cannot start the engine: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- engine.Wait() }()

	target := &url.URL{Scheme: "http", Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(port))}
	handler := NewHandler(f, proxyTo(target))
	server := &http.Server{Addr: listen, Handler: handler}
	go func() {
		if err := server.ListenAndServe(); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	log.Printf("listening on %s in front of %s, faults %+v", listen, target, f)

	select {
	case <-ctx.Done():
		_ = engine.Process.Signal(syscall.SIGTERM)
		<-ended
		return nil
	case why := <-crashes(f, handler.First):
		return why
	case err := <-ended:
		return fmt.Errorf("the engine ended: %v", err)
	}
}

// crashes says when it is time to crash, and which time that was.
func crashes(f Faults, first <-chan struct{}) <-chan error {
	due := make(chan error, 2)
	if f.CrashAfter > 0 {
		time.AfterFunc(f.CrashAfter, func() {
			due <- fmt.Errorf("crash as asked, %s after the start", f.CrashAfter)
		})
	}
	if f.CrashAfterFirst > 0 {
		go func() {
			<-first
			time.Sleep(f.CrashAfterFirst)
			due <- fmt.Errorf("crash as asked, %s after the first request", f.CrashAfterFirst)
		}()
	}
	return due
}

// proxyTo forwards byte by byte: streams must not be held back.
func proxyTo(target *url.URL) http.Handler {
	proxy := httputil.NewSingleHostReverseProxy(target)
	proxy.FlushInterval = -1
	return proxy
}

func withPort(args []string, port int) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		out[i] = strings.ReplaceAll(arg, "{port}", strconv.Itoa(port))
	}
	return out
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
