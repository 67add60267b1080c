// usage: node bench/sets.js ours|linked|unlinked N OUTDIR      sets made by the compiled package
//        node bench/sets.js MODULE N OUTDIR                    the same objects as bench/replay.js wrote them down
const { App, ApiObject, Chart } = require('cdk8s');

const nameOf = (index) => `db-${String(index).padStart(4, '0')}`;

function build(kind, count, outdir) {
  const app = new App({ outdir });
  const chart = new Chart(app, 'sets');
  if (kind === 'ours') ours(chart, count);
  else if (kind === 'linked' || kind === 'unlinked') pairs(chart, count, kind === 'linked');
  else replay(chart, count, require(kind));
  return { app, chart };
}

function database(chart, index) {
  const { ReplicatedMySQL } = require('..');
  return new ReplicatedMySQL(chart, nameOf(index), { name: nameOf(index), rootPassword: { secret: 'mysql', key: 'root-password' } });
}

function ours(chart, count) {
  for (let index = 0; index < count; index++) database(chart, index);
}

/** Each database allows an app that is told a host: its own or, where linked, the one before is the app's. */
function pairs(chart, count, linked) {
  const { EnvValue, StatefulWebApp } = require('..');
  let before;
  for (let index = 0; index < count; index++) {
    const host = before?.primaryHost ?? 'elsewhere';
    const app = new StatefulWebApp(chart, `app-${index}`, { name: `app-${index}`, image: 'nginx:1.27', env: { DATABASE_HOST: EnvValue.fromValue(host) } });
    const own = database(chart, index);
    (before ?? own).allow(app);
    if (linked) before = own;
  }
}

function replay(chart, count, objectsOf) {
  for (let index = 0; index < count; index++) {
    objectsOf(index, nameOf(index)).forEach((object, part) => new ApiObject(chart, `${index}-${part}`, object));
  }
}

module.exports = { build, nameOf };
if (require.main === module) build(process.argv[2], Number(process.argv[3]), process.argv[4]).app.synth();
