import { Construct } from 'constructs';
import { KubernetesObject } from '../../private/kubernetes-object';
import { withDefaults } from '../../validation/rules';
import type { Resolved } from '../defaults';
import { HTTP_ROUTE, HttpRouteOptions, INGRESS, IngressOptions } from './props';

/** The Ingress and the HTTPRoute of the app, where they are asked for, to the Service of this name. */
export function addRoutes(scope: Construct, app: Resolved, service: string): void {
  if (app.ingress) addIngress(scope, app, app.ingress, service);
  if (app.httpRoute) addHttpRoute(scope, app, app.httpRoute, service);
}

function addIngress(scope: Construct, app: Resolved, options: IngressOptions, service: string): void {
  const { host, path, pathType, tlsSecret, className } = withDefaults(options, INGRESS);
  const backend = { service: { name: service, port: { number: app.port } } };
  add(scope, 'Ingress', 'networking.k8s.io/v1', 'Ingress', app, options, {
    ingressClassName: className,
    rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
    tls: tlsSecret ? [{ hosts: host ? [host] : undefined, secretName: tlsSecret }] : undefined,
  });
}

function addHttpRoute(scope: Construct, app: Resolved, options: HttpRouteOptions, service: string): void {
  const { parentRefs, hostnames, path } = withDefaults(options, HTTP_ROUTE);
  const matches = [{ path: { type: 'PathPrefix', value: path } }];
  add(scope, 'HttpRoute', 'gateway.networking.k8s.io/v1', 'HTTPRoute', app, options, {
    parentRefs,
    hostnames,
    rules: [{ matches, backendRefs: [{ name: service, port: app.port }] }],
  });
}

interface Annotated {
  readonly annotations?: { [key: string]: string };
}

function add(
  scope: Construct,
  id: string,
  apiVersion: string,
  kind: string,
  app: Resolved,
  { annotations }: Annotated,
  spec: object,
): void {
  const metadata = {
    name: app.name,
    labels: app.labels,
    annotations: annotations ? { ...app.annotations, ...annotations } : app.annotations,
  };
  new KubernetesObject(scope, id, { apiVersion, kind, metadata, spec });
}
