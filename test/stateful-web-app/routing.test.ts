import { HttpRouteOptions, IngressOptions, NetworkClient } from '../../lib/index';
import { kindOf, making, objectsOf, of } from '../fixtures/web';

const clients = [NetworkClient.namespace('ingress-nginx')];
const ingressOf = (ingress: IngressOptions, props: object = {}) => kindOf('Ingress', { ingress, clients, ...props })[0];
const routeOf = (httpRoute: HttpRouteOptions, props: object = {}) => kindOf('HTTPRoute', { httpRoute, clients, ...props })[0];
const parentRefs = [{ name: 'public', namespace: 'gateways' }];

describe('ingress', () => {
  test('leads any request to the app', () => {
    expect(ingressOf({})).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', labels: { app: 'web' } },
      spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web-balanced', port: { number: 8080 } } } }] } }] },
    });
  });

  test('has host, path, certificate, class and annotations', () => {
    const options = {
      host: 'shop.example.com', path: '/shop', pathType: 'Exact', tlsSecret: 'shop-tls', className: 'nginx', annotations: { 'cert-manager.io/issuer': 'ca' },
    };
    const { metadata, spec } = ingressOf(options, { annotations: { note: 'all' } });
    expect(metadata.annotations).toEqual({ 'note': 'all', 'cert-manager.io/issuer': 'ca' });
    expect(spec).toMatchObject({ ingressClassName: 'nginx', tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }] });
    expect(spec.rules[0]).toMatchObject({ host: 'shop.example.com', http: { paths: [{ path: '/shop', pathType: 'Exact' }] } });
  });

  test('fails when host or path cannot be', () => {
    for (const host of ['https://shop.example.com', 'Shop', 'shop.example.com:8080', '', 'a.*.example.com', '1.2.3.4', '::1', `*.${'a.'.repeat(125)}de`]) {
      expect(making({ clients, ingress: { host } })).toThrow(of('ingress.host', 'a host name in small letters'));
    }
    for (const host of ['*.example.com', `*.${'a.'.repeat(125)}d`]) expect(making({ clients, ingress: { host } })).not.toThrow();
    for (const path of ['shop', '', '/a//b', '/a/../b', '/a b']) expect(making({ clients, ingress: { path } })).toThrow(of('ingress.path', 'a path from /'));
    expect(making({ clients, ingress: { pathType: 'prefix' } })).toThrow(of('ingress.pathType', "'Prefix' or 'Exact' or"));
    expect(making({ clients, ingress: { tlsSecret: 'A B' } })).toThrow(of('ingress.tlsSecret', 'at most 253'));
    expect(making({ clients, ingress: { className: 'A B' } })).toThrow(of('ingress.className', 'at most 253'));
    expect(making({ clients, ingress: { annotations: { 'a b': '' } } })).toThrow(of('ingress.annotations', 'keys of'));
  });
});

describe('httpRoute', () => {
  test('leads from Gateways to the app', () => {
    expect(routeOf({ parentRefs, hostnames: ['shop.example.com'], path: '/shop', annotations: { note: 'route' } }, { name: 'shop' })).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'shop', labels: { app: 'shop' }, annotations: { note: 'route' } },
      spec: {
        parentRefs,
        hostnames: ['shop.example.com'],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/shop' } }], backendRefs: [{ name: 'shop-balanced', port: 8080 }] }],
      },
    });
  });

  test('fails without a Gateway, or when one cannot be', () => {
    expect(making({ clients, httpRoute: {} })).toThrow(of('httpRoute.parentRefs', "an array, got nothing: write [{ name: 'public', namespace: 'gateways' }]"));
    expect(making({ clients, httpRoute: { parentRefs: [] } })).toThrow(of('httpRoute.parentRefs', 'at least one Gateway'));
    expect(making({ clients, httpRoute: { parentRefs: [{ name: 'A' }] } })).toThrow(of('httpRoute.parentRefs[0].name', 'at most 253'));
    expect(making({ clients, httpRoute: { parentRefs: [{ name: 'a', namespace: 'a.b' }] } })).toThrow(of('httpRoute.parentRefs[0].namespace', 'at most 63'));
    expect(making({ clients, httpRoute: { parentRefs, hostnames: ['a:80'] } })).toThrow(of('httpRoute.hostnames[0]', 'a host name in small letters'));
  });
});

describe('both', () => {
  test('lead to a second Service, which the app makes for them, or to the headless one where that is not wanted', () => {
    const props = { clients, ingress: {}, httpRoute: { parentRefs } };
    expect(objectsOf(props).filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name)).toEqual(['web', 'web-balanced']);
    expect(objectsOf({ ...props, clusterIpService: false }).filter(({ kind }) => kind === 'Service')).toHaveLength(1);
    expect(ingressOf({}, { clusterIpService: false }).spec.rules[0].http.paths[0].backend.service.name).toBe('web');
    expect(routeOf({ parentRefs }, { clusterIpServiceName: 'front' }).spec.rules[0].backendRefs[0].name).toBe('front');
  });

  test.each([['ingress', {}], ['httpRoute', { parentRefs }]])('fails when the NetworkPolicy shuts out the controller of %s', (prop, options) => {
    expect(making({ [prop]: options })).toThrow(of('clients', `given with ${prop}, because the NetworkPolicy blocks all who are not in clients, got nothing: `
      + "name where its controller runs, as [NetworkClient.namespace('ingress-nginx')], or set networkPolicy: false"));
    expect(making({ [prop]: options, networkPolicy: false })).not.toThrow();
  });
});
