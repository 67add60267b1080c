import { k8s } from 'cdk8s-plus-27';
import { ClaimTemplate } from '../../lib';

/** A container, a pod and a claim with nothing but what they need. */
export const CONTAINER: k8s.Container = { name: 'db', image: 'db:1.0' };
export const POD: k8s.PodSpec = { containers: [CONTAINER] };
export const CLAIM: ClaimTemplate = { name: 'data', size: '10Gi' };
