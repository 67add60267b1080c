import { NetworkClient, NetworkDestination, StatefulWebApp, StatefulWebAppProps } from '../../lib/index';
import { chart } from '../fixtures/charts';
import { synth } from '../fixtures/mysql';

const web = (props: Partial<StatefulWebAppProps>) => new StatefulWebApp(chart(), 'Web', { image: 'web:1.0', ...props });

describe('what was left out is never all', () => {
  const nothing = undefined as never;
  const labels = 'pods of at least one label, got ';
  const all = ": for all pods say NetworkClient.allPods()";

  test.each([
    ['', NetworkClient.pods(nothing), `${labels}nothing${all}`], ['', NetworkClient.pods(null as never), `${labels}'no label'${all}`],
    ['', NetworkClient.pods('app' as never), `${labels}'app'${all}`], ['', NetworkClient.podsOf('billing', nothing), `${labels}nothing${all}`],
    ['.namespace', NetworkClient.podsOf(nothing, { app: 'invoices' }), 'at most 63 small letters, digits and hyphens'],
    ['.namespace', NetworkClient.namespace(nothing), 'at most 63 small letters, digits and hyphens'],
    ['', NetworkClient.cidr(nothing), "a range of addresses such as '10.0.0.0/8'"], ['.except', NetworkClient.cidr('10.0.0.0/8', '10.1.0.0/16' as never), 'a list of ranges'],
  ])('clients[0]%s', (prop, client, rest) => {
    expect(() => synth({ clients: [client] })).toThrow(`'clients[0]${prop}' of ReplicatedMySQL 'test/MySQL' must be ${rest}`);
    expect(() => web({ clients: [client] })).toThrow(`'clients[0]${prop}' of StatefulWebApp 'test/Web' must be ${rest}`);
  });

  test.each([
    ['', NetworkDestination.pods(nothing, 80)], ['', NetworkDestination.podsOf('mail', nothing, 25)], ['.namespace', NetworkDestination.namespace(nothing, 25)],
    ['', NetworkDestination.cidr(nothing, 443)],
  ])('destinations[0]%s', (prop, destination) => {
    expect(() => web({ destinations: [destination] })).toThrow(`'destinations[0]${prop}' of StatefulWebApp 'test/Web' must be `);
  });
});

test('fails when something is named that only a policy would heed', () => {
  const rest = "left out without a NetworkPolicy, got 'a list of 1': set networkPolicy: true, or leave it out as all traffic is allowed";
  const clients = [NetworkClient.allPods()];
  expect(() => synth({ networkPolicy: false, clients })).toThrow(`'clients' of ReplicatedMySQL 'test/MySQL' must be ${rest}`);
  expect(() => synth({ networkPolicy: false, apiServerCidrs: ['10.0.0.10/32'] })).toThrow(`'apiServerCidrs' of ReplicatedMySQL 'test/MySQL' must be ${rest}`);
  const destinations = [NetworkDestination.namespace('mail', 25)];
  expect(() => web({ networkPolicy: false, clients })).toThrow(`'clients' of StatefulWebApp 'test/Web' must be ${rest}`);
  expect(() => web({ networkPolicy: false, destinations })).toThrow(`'destinations' of StatefulWebApp 'test/Web' must be ${rest}`);
});
