# make help lists the targets. The scripts behind them are in make/ and testbed/.
SHELL := /bin/bash
NAME ?= demo
NODES ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo test check test-pure test-api test-e2e test-ramp-long test-crash-long e2e-cache e2e-ramps e2e-upgrade e2e-prometheus e2e-gateway e2e-keda e2e-clients bench-ramp bench-rollbacks bench-cache bench-kv bench-agents bench-scale bench-sidecar generate images cluster-up cluster-down kubeconfig

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: ## the main job on a real cluster (CLUSTER=current|kind|testbed; default: kind where Docker answers, else the testbed)
	@make/demo

test: ## every tier: pure, real API server, testbed end to end
	@make/test all

check: ## compile, quality gates, pure tests: for daily work
	@make/test pure

test-api: ## the tests against a real API server, Redis and engine
	@make/test api

test-e2e: ## the end-to-end tests on the testbed
	@make/test e2e

test-ramp-long: ## 100,000 random sequences of events through the ramp's decisions (SEED=n repeats one run)
	@make/test ramp-long

test-crash-long: ## 300 random sequences against a real API server, the operator dying at its writes (SEED=n repeats one run)
	@make/test crash-long

e2e-ramps: ## the scenarios that show that a ramp can be trusted, with their table of figures (ONLY=Name for one)
	@make/e2e-ramps

e2e-cache: ## what Redis, Valkey, engines and clients can do to the cache, with Redis 7 and Valkey 8, then in pods (ONLY=Class for one)
	@make/e2e-cache

e2e-upgrade: ## from the first release to this checkout, idle and in mid-ramp, with its table
	@make/e2e-upgrade

e2e-prometheus: ## gates on queries against the newest Prometheus, compiled here; `make test` asks Debian's
	@make/test prometheus

e2e-gateway: ## ramps by an HTTPRoute, through Traefik, with their table of figures
	@make/e2e-gateway

e2e-keda: ## KEDA sets how many pods a service has, at rest and in mid-ramp
	@make/e2e-keda

e2e-clients: ## the OpenAI and Anthropic clients from PyPI against a sidecar in front of a real llama-server
	@make/e2e-clients

bench-ramp: ## decisions, passes and rollbacks of a ramp against the clock, with their table (ROLLBACKS=30 for a quick look)
	@make/bench-ramp

bench-rollbacks: ## how soon a bad candidate stops answering users on a whole cluster; as root (ROLLBACKS=10 for a quick look)
	@make/bench-rollbacks

bench-agents: ## six agents' published traces through a sidecar, engine and Redis: hit rates, latency cut, memory (SEEDS=1 for a quick look)
	@make/bench-agents

bench-kv: ## KV slots saved, restarted and resumed at 2k, 4k and 8k tokens (PAIRS=3 for a quick look)
	@make/bench-kv

bench-cache: ## Invalidation across pods, and batches against single lookups (ROUNDS=50 for a quick look)
	@make/bench-cache

bench-scale: ## 1,000 services on simulated nodes: time to Ready, edits, an idle minute, memory
	@make/bench-scale

bench-sidecar: ## the sidecar beside nginx, HAProxy, Varnish and LiteLLM, with its table; as root (ONLY=part, ROUNDS=3 for a quick look)
	@make/bench-sidecar

generate: ## write what is generated: CRDs, their copies, reference docs, golden files
	@make/generate

images: ## build the three images; prints the archives' paths
	@make/images

cluster-up: ## bring up the testbed cluster NAME (default demo; NODES=2 for two nodes)
	@testbed/cluster up $(NAME) --nodes $(NODES)

cluster-down: ## remove the testbed cluster NAME without a trace
	@testbed/cluster down $(NAME)

kubeconfig: ## print the path of the testbed cluster's kubeconfig
	@testbed/cluster kubeconfig $(NAME)
