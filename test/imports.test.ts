import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const FOLDER = join(__dirname, '..', 'imports');
const CDK8S = join(__dirname, '..', 'node_modules', '.bin', 'cdk8s');
const CRD = '.crd.yaml';
const sources = readdirSync(FOLDER).filter((file) => file.endsWith(CRD));

test.each(sources)('what is imported from %s is what cdk8s makes of it', (source) => {
  const made = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    execFileSync(CDK8S, ['import', join(FOLDER, source), '--language', 'typescript', '--no-save', '--output', made], { env, stdio: 'pipe' });
    const name = `${source.slice(0, -CRD.length)}.ts`;
    expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(readFileSync(join(made, name), 'utf8'));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}, 60_000);
