// Builds the package into build/, from nothing: a file left from yesterday must not be packed.
import { rmSync } from 'node:fs';
import { exec } from './tools.mjs';

rmSync('build', { recursive: true, force: true });
// `namespace` is a word of Kubernetes, reserved in C#; jsii's C# escapes it.
exec('jsii', ['--fail-on-warnings', '--silence-warnings', 'reserved-word']);
