// Command controlplane is a whole Kubernetes in one binary: every component
// of the control plane and of the node, etcd, and kubectl. Which of them a
// process becomes is decided by the name it is started under, so the folder of
// binaries is one file and a few links to it. One binary instead of seven saves
// minutes of linking and hundreds of megabytes on a small machine.
package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"

	"rampwright.dev/testbed/controlplane/dispatch"

	// What the upstream main packages register besides their command.
	_ "k8s.io/client-go/plugin/pkg/client/auth"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
)

var components = dispatch.Table{
	"etcd":                    runEtcd,
	"kube-apiserver":          command(apiserver.NewAPIServerCommand),
	"kube-controller-manager": command(controllermanager.NewControllerManagerCommand),
	"kube-proxy":              command(proxy.NewProxyCommand),
	"kube-scheduler":          command(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kubectl":                 runKubectl,
	"kubelet":                 command(func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }),
}

func main() {
	os.Exit(components.Run(os.Args, os.Stderr))
}

// command adapts a component that is a cobra command. The command is made only
// when it runs: making all of them would register clashing flags and metrics.
func command(newCommand func() *cobra.Command) dispatch.Component {
	return func([]string) int { return cli.Run(newCommand()) }
}

func runEtcd(args []string) int {
	etcdmain.Main(args)
	return 0
}

// runKubectl differs from the others in how errors are printed, as in
// kubectl's own main: CheckErr ends the process with kubectl's exit status.
func runKubectl([]string) int {
	if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
		kubectlutil.CheckErr(err)
	}
	return 0
}
