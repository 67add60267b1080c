// The same app as main.ts.
package main

import (
	"github.com/aws/jsii-runtime-go"
	s "github.com/cdk8s-stateful/cdk8s-stateful-go/cdk8sstateful"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2/k8s"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	mysql := database(cdk8s.NewChart(app, jsii.String("database"), &cdk8s.ChartProps{
		Namespace: jsii.String("shop"),
		Labels:    &map[string]*string{"team": jsii.String("shop")},
	}))
	mysql.Allow(front(cdk8s.NewChart(app, jsii.String("front"), &cdk8s.ChartProps{Namespace: jsii.String("shop")}), mysql))
	app.Synth()
}

func database(chart cdk8s.Chart) s.ReplicatedMySQL {
	return s.NewReplicatedMySQL(chart, jsii.String("MySQL"), &s.ReplicatedMySQLProps{
		Name:              jsii.String("shop-db"),
		Replicas:          jsii.Number(5),
		Durability:        s.Durability_LOSSLESS,
		Memory:            cdk8s.Size_Gibibytes(jsii.Number(4)),
		Storage:           cdk8s.Size_Gibibytes(jsii.Number(20)),
		ClaimsWhenDeleted: s.ClaimRetention_DELETE,
		ClaimAnnotations:  &map[string]*string{"note": jsii.String("ä → 值")},
		MaxLag:            cdk8s.Duration_Minutes(jsii.Number(1)),
		RootPassword:      secret("shop-db", "root-password"),
		Databases:         jsii.Strings("orders", "stock"),
		Users: &[]*s.DatabaseUser{
			{
				Name:       jsii.String("reports"),
				Password:   secret("reports", "password"),
				Grants:     &map[string]*[]*string{"orders": jsii.Strings("SELECT", "SHOW VIEW"), "stock": jsii.Strings("ALL")},
				RequireTls: jsii.Bool(true),
			},
			{Name: jsii.String("audit"), Password: secret("audit", "password"), Privileges: jsii.Strings("SELECT")},
		},
		Tls:      &s.TlsOptions{Secret: jsii.String("shop-db-tls"), Hosts: jsii.Strings("db.example.com")},
		Settings: &map[string]*string{"event-scheduler": jsii.String("ON"), "max_connections": jsii.String("500")},
		PrimaryServiceOptions: &s.ServiceOptions{
			Type:                     jsii.String("LoadBalancer"),
			Annotations:              &map[string]*string{"example.com/internal": jsii.String("true")},
			LoadBalancerSourceRanges: jsii.Strings("10.0.0.0/8"),
		},
		NetworkPolicy: jsii.Bool(true),
		Clients:       &[]s.NetworkClient{s.NetworkClient_Cidr(jsii.String("10.0.0.0/8"), jsii.Strings("10.1.0.0/16"))},
		Spread:        jsii.Bool(false),
		Affinity: &k8s.Affinity{NodeAffinity: &k8s.NodeAffinity{
			RequiredDuringSchedulingIgnoredDuringExecution: &k8s.NodeSelector{NodeSelectorTerms: &[]*k8s.NodeSelectorTerm{{
				MatchExpressions: &[]*k8s.NodeSelectorRequirement{{Key: jsii.String("gpu"), Operator: jsii.String("DoesNotExist")}},
			}}},
		}},
		Tolerations: &[]*k8s.Toleration{{Key: jsii.String("dedicated"), Operator: jsii.String("Exists")}},
	})
}

func front(chart cdk8s.Chart, mysql s.ReplicatedMySQL) s.StatefulWebApp {
	config := s.NewConfigMap(chart, jsii.String("Config"), &s.ConfigMapProps{
		Name: jsii.String("shop-config"),
		Data: &map[string]*string{"shop.conf": jsii.String("theme: dark\ncurrency: \"€\"\n")},
	})
	return s.NewStatefulWebApp(chart, jsii.String("Web"), &s.StatefulWebAppProps{
		Name:       jsii.String("shop"),
		Image:      jsii.String("registry.example/shop:1.4"),
		Port:       jsii.Number(8080),
		ExtraPorts: &[]*s.ContainerPort{{Name: jsii.String("metrics"), Port: jsii.Number(9090)}},
		Env: &map[string]s.IEnvValue{
			"DATABASE_HOST":     s.EnvValue_FromValue(mysql.PrimaryHost()),
			"DATABASE_PASSWORD": s.EnvValue_FromSecret(jsii.String("shop-db"), jsii.String("password")),
			"DATABASE_REPLICA":  s.EnvValue_FromValue(mysql.HostOf(jsii.Number(1))),
			"POD":               s.EnvValue_FromField(jsii.String("metadata.name")),
		},
		ReadinessProbe: s.Probe_Http(jsii.String("/ready"), &s.ProbeOptions{PeriodSeconds: jsii.Number(5)}),
		LivenessProbe:  s.Probe_Tcp(&s.ProbeOptions{FailureThreshold: jsii.Number(6)}),
		PreStop:        jsii.Strings("sleep", "5"),
		MemoryLimit:    cdk8s.Size_Mebibytes(jsii.Number(256)),
		Storage:        cdk8s.Size_Gibibytes(jsii.Number(10)),
		MountPath:      jsii.String("/data"),
		Volumes: &[]*s.AppVolume{{
			Name:      jsii.String("log"),
			Size:      cdk8s.Size_Gibibytes(jsii.Number(1)),
			MountPath: jsii.String("/log"),
			Labels:    &map[string]*string{"backup": jsii.String("never")},
		}},
		ExtraVolumes: &[]*s.ExtraVolume{{
			Name: jsii.String("config"),
			Source: s.VolumeSource_ConfigMap(jsii.String("shop-config"), &s.FilesOptions{
				Items:       &map[string]*string{"shop.conf": jsii.String("main.conf")},
				DefaultMode: jsii.Number(0o440),
			}),
			MountPath: jsii.String("/etc/shop"),
			ReadOnly:  jsii.Bool(true),
		}},
		RestartOn:      &[]s.ConfigMap{config},
		UpdateStrategy: s.UpdateStrategy_Partition(jsii.Number(1)),
		Autoscale: &s.AutoscaleOptions{
			MinReplicas:    jsii.Number(2),
			MaxReplicas:    jsii.Number(6),
			CpuUtilization: jsii.Number(70),
			MemoryAverage:  cdk8s.Size_Mebibytes(jsii.Number(200)),
		},
		ClusterIpService: jsii.Bool(true),
		Ingress: &s.IngressOptions{
			Host:        jsii.String("shop.example.com"),
			TlsSecret:   jsii.String("shop-tls"),
			Annotations: &map[string]*string{"example.com/timeout": jsii.String("30")},
		},
		DisruptionBudget: jsii.Bool(false),
		Clients: &[]s.NetworkClient{
			s.NetworkClient_Namespace(jsii.String("ingress-nginx")),
			s.NetworkClient_PodsOf(jsii.String("monitoring"), &map[string]*string{"app": jsii.String("prometheus")}),
		},
		Destinations: &[]s.NetworkDestination{s.NetworkDestination_Cidr(jsii.String("203.0.113.0/24"), jsii.Number(443))},
	})
}

func secret(name, key string) *s.SecretKey {
	return &s.SecretKey{Secret: jsii.String(name), Key: jsii.String(key)}
}
