module app

go 1.25

require (
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-stateful/cdk8s-stateful-go/cdk8sstateful v0.1.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.70.0
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2 v2.9.0
)

// What jsii-pacmak has made, so the versions above are not looked up.
replace (
	github.com/aws/constructs-go/constructs/v10 => ../go/constructs
	github.com/cdk8s-stateful/cdk8s-stateful-go/cdk8sstateful => ../go/cdk8sstateful
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 => ../go/cdk8s
	github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2 => ../go/cdk8splus27
)
