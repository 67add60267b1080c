import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/tools.mjs';
import { pacmak, run, SOURCES, versionOf } from './tools.mjs';

/** That of cdk8s-plus-27 is not in every mirror of Maven Central. */
const PACKAGES = ['cdk8s-plus-27', 'cdk8s-stateful'];
const MODULES = PACKAGES.map((name) => `${name}/java`);
const PARENT = '<parent><groupId>languages</groupId><artifactId>languages</artifactId><version>1</version><relativePath>../..</relativePath></parent>';
/** No time for what pays off only in long programs. */
const env = { JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' };

export const java = {
  tools: { javac: ['javac', '-version'], mvn: ['mvn', '--version'] },

  async synth(directory) {
    cpSync(join(SOURCES, 'java'), directory, { recursive: true });
    await Promise.all(PACKAGES.map((name) => pacmak('java', join(directory, name), name)));
    for (const module of MODULES) adopt(join(directory, module, 'pom.xml'));
    await run('mvn', ['--quiet', '--batch-mode', '--projects', [...MODULES, 'app'].join(), ...versions(), ...GOALS], { cwd: directory, env });
    const classpath = [...MODULES, 'app'].map((name) => join(directory, name, 'target/*')).join(':');
    await run('java', ['-cp', classpath, 'Main'], { cwd: directory, env });
  },
};

/** Single goals: the phases would also run those for tests, sources and javadoc. */
const GOALS = ['resources:resources', 'compiler:compile', 'jar:jar'];

function versions() {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const all = { 'cdk8s-stateful': own, 'constructs': versionOf('constructs'), 'jsii': versionOf('jsii-pacmak') };
  return Object.entries(all).map(([name, version]) => `-D${name}.version=${version}`);
}

/** Gives a package the parent, and of each range of versions the first: that which node_modules has. */
function adopt(file) {
  const pom = readFileSync(file, 'utf8');
  writeFileSync(file, pom.replace('</modelVersion>', `$&${PARENT}`).replace(/<version>\[([^,]+),[^<]*/g, '<version>$1'));
}
