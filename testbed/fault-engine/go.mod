module rampwright.dev/testbed/fault-engine

go 1.24
