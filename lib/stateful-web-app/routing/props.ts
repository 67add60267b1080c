import { isIP } from 'net';
import { ValidationErrors } from '../../validation/errors';
import { annotations, dnsLabel, objectName, oneOf, port } from '../../validation/limits';
import { isDnsSubdomain } from '../../validation/names';
import { RulesOf } from '../../validation/rules';
import { array, hinted, limited, required, string, struct } from '../../validation/types';

/** How an Ingress leads to the app. */
export interface IngressOptions {
  /**
   * Host of the requests, such as `shop.example.com` or `*.example.com`.
   *
   * @default - any host
   */
  readonly host?: string;

  /**
   * Beginning of the paths that lead to the app.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * `Prefix`, `Exact`, or `ImplementationSpecific` for what the controller makes of the path.
   *
   * @default 'Prefix'
   */
  readonly pathType?: string;

  /**
   * Name of a Secret of type kubernetes.io/tls with the certificate of `host`; cert-manager makes it where
   * `annotations` name an issuer.
   *
   * @default - no TLS by this Ingress
   */
  readonly tlsSecret?: string;

  /**
   * Name of the IngressClass, whose controller serves the Ingress.
   *
   * @default - the cluster's default class
   */
  readonly className?: string;

  /**
   * Annotations of the Ingress, beside those of all objects; they are what its controller is told.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** A Gateway, or one of its listeners. */
export interface ParentRef {
  /** Name of the Gateway. */
  readonly name: string;

  /**
   * Namespace of the Gateway.
   *
   * @default - that of the app
   */
  readonly namespace?: string;

  /**
   * Name of one listener.
   *
   * @default - all that take the route
   */
  readonly sectionName?: string;

  /**
   * Port of listeners.
   *
   * @default - any port
   */
  readonly port?: number;
}

/** How an HTTPRoute of the Gateway API leads to the app. */
export interface HttpRouteOptions {
  /** Gateways that serve the route; at least one. */
  readonly parentRefs: ParentRef[];

  /**
   * Hosts of the requests, such as `shop.example.com` or `*.example.com`.
   *
   * @default - all hosts of the Gateway's listeners
   */
  readonly hostnames?: string[];

  /**
   * Beginning of the paths that lead to the app.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * Annotations of the HTTPRoute, beside those of all objects.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How requests from outside of the cluster come to the app. */
export interface RoutingProps {
  /**
   * An Ingress that leads to `port`. The app gets a second Service for it, as not every controller takes a headless
   * one; with `clusterIpService: false` it leads to the headless Service. The NetworkPolicy opens the app to its
   * controller where `clients` name it.
   *
   * @default - none
   */
  readonly ingress?: IngressOptions;

  /**
   * An HTTPRoute of the Gateway API (gateway.networking.k8s.io/v1, whose CRDs the cluster must have) that leads to
   * `port`. What is said of `ingress` is true of it as well.
   *
   * @default - none
   */
  readonly httpRoute?: HttpRouteOptions;
}

const host = () => limited(hinted("for example 'shop.example.com'", string()), (errors, prop, given) => {
  if (isDnsSubdomain(given.replace(/^\*\./, '')) && given.length <= 253 && !isIP(given)) return;
  const expected =
    'a host name in small letters, with * at most as the first label, and neither scheme, port nor path; no address';
  errors.add(prop, given, expected, "for example 'shop.example.com' or '*.example.com'");
});

const path = () => limited(string('/'), (errors, prop, given) => {
  if (given.startsWith('/') && !/\/\/|\/\.\.?(\/|$)|%2f|#|\s/i.test(given)) return;
  errors.add(prop, given, "a path from / without '//', '/./', '/../', '%2f', '#' and spaces", "for example '/shop'");
});

export const INGRESS = {
  host: host(),
  path: path(),
  pathType: oneOf(['Prefix', 'Exact', 'ImplementationSpecific'], 'Prefix'),
  tlsSecret: objectName(),
  className: objectName(),
  annotations: annotations(),
} satisfies RulesOf<IngressOptions>;

const PARENT: RulesOf<ParentRef> = {
  name: required(objectName()),
  namespace: dnsLabel(),
  sectionName: objectName(),
  port: port(),
};

const parents = limited(array(struct<ParentRef>(PARENT, "{ name: 'public', namespace: 'gateways' }")), validateParents);

function validateParents(errors: ValidationErrors, prop: string, given: ParentRef[]): void {
  if (given.length === 0)
    errors.add(prop, given, 'at least one Gateway', "write [{ name: 'public', namespace: 'gateways' }]");
}

export const HTTP_ROUTE = {
  parentRefs: required(parents),
  hostnames: array(host()),
  path: path(),
  annotations: annotations(),
} satisfies RulesOf<HttpRouteOptions>;

export const ROUTING = {
  ingress: struct<IngressOptions>(INGRESS, "{ host: 'shop.example.com' }"),
  httpRoute: struct<HttpRouteOptions>(
    HTTP_ROUTE,
    "{ parentRefs: [{ name: 'public' }], hostnames: ['shop.example.com'] }",
  ),
} satisfies RulesOf<RoutingProps>;
