import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { checkDnsSubdomain, isDataKey, Problems } from './checks';
import { checksumOf } from './checksum';
import { binaryContent, Content, filesIn, textContent } from './folder';
import { checkMetadata, metadataOf } from './object';
import { ObjectProps } from './object-props';
import { refuseDuplicates } from './unique';

/** Settings of a ConfigMap. */
export interface ConfigMapProps extends ObjectProps {
  /**
   * Texts by key; an empty text is kept. Lines end in LF, so that they stay readable in YAML.
   *
   * @default - no texts but those of `directory`
   */
  readonly data?: { [key: string]: string };

  /**
   * Bytes by key, in base64.
   *
   * @default - no bytes but those of `directory`
   */
  readonly binaryData?: { [key: string]: string };

  /**
   * A folder whose files become keys; subfolders and names that begin with a dot are left out.
   *
   * @default - no folder
   */
  readonly directory?: string;

  /**
   * Whether the API server refuses later changes of the contents.
   *
   * @default - not written, so it can be changed
   */
  readonly immutable?: boolean;
}

/** Configuration that pods mount or read, from texts or from a folder, with a checksum of its contents. */
export class ConfigMap extends ApiObject {
  private readonly contents: Map<string, Content>;

  constructor(scope: Construct, id: string, props: ConfigMapProps) {
    const problems = new Problems('ConfigMap', scope, id);
    const contents = contentsOf(scope, props, problems);
    check(problems, props, contents);

    const { data, binaryData } = split(contents, props);
    super(scope, id, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(props), data, binaryData, immutable: props.immutable,
    });
    refuseDuplicates(this);

    this.contents = contents;
  }

  /** SHA-256 of all keys and values in hexadecimal; the order of keys does not matter. */
  public get checksum(): string {
    return checksumOf(this.contents);
  }
}

const ONE_MEBIBYTE = 1024 * 1024;

function contentsOf(scope: Construct, props: ConfigMapProps, problems: Problems): Map<string, Content> {
  const files = props.directory === undefined ? undefined : filesIn(scope.node.root, props.directory);
  if (files && !props.data && !props.binaryData) return files;
  const contents = new Map(files);
  const take = (prop: string, values: { [key: string]: string } = {}, read: (value: string) => Content) => {
    for (const [key, value] of Object.entries(values)) {
      if (contents.has(key)) problems.add(prop, key, 'a key that stands nowhere else in data, binaryData or directory', 'leave it out, or call it otherwise');
      if (typeof value !== 'string') problems.add(`${prop}.${key}`, value, 'text', 'put it in quotes');
      else contents.set(key, read(value));
    }
  };
  take('data', props.data, textContent);
  take('binaryData', props.binaryData, binaryContent);
  return contents;
}

function check(problems: Problems, props: ConfigMapProps, contents: Map<string, Content>): void {
  checkDnsSubdomain(problems, 'name', props.name);
  checkMetadata(problems, props);
  let size = 0;
  for (const [key, content] of contents) {
    size += content.size;
    checkKey(problems, key, content);
    checkText(problems, key, content);
  }
  if (size > ONE_MEBIBYTE) problems.add(propOf(props), `${size} bytes`, `at most ${ONE_MEBIBYTE} bytes in all`, 'split it into several ConfigMaps');
  problems.throwIfAny();
}

function propOf(props: ConfigMapProps): string {
  return props.directory === undefined ? 'data' : 'directory';
}

function checkKey(problems: Problems, key: string, content: Content): void {
  if (isDataKey(key)) return;
  problems.add(content.file ? 'directory' : dataProp(content), key, 'keys of 1 to 253 letters, digits and -_. that do not begin with two dots',
    "for example 'app.conf'");
}

function checkText(problems: Problems, key: string, content: Content): void {
  if (content.binary) {
    const whole = /^[A-Za-z0-9+/]*={0,2}$/.test(content.value) && content.value.length % 4 === 0;
    if (!whole) problems.add(`binaryData.${key}`, content.value, 'base64', "write bytes.toString('base64')");
  } else if (content.carriageReturn) {
    const place = content.file ? 'directory' : `data.${key}`;
    problems.add(place, content.file ?? content.value.slice(0, content.value.indexOf('\r') + 1), 'text whose lines end in LF',
      'it has a carriage return: save it with LF line ends, or give it as binaryData');
  } else if (content.fault) {
    problems.add(content.file ? 'directory' : `data.${key}`, content.file ?? content.value, 'text that YAML carries', content.fault);
  }
}

function dataProp(content: Content): string {
  return content.binary ? 'binaryData' : 'data';
}

function split(contents: Map<string, Content>, props: ConfigMapProps): ConfigMapProps {
  const texts: { [key: string]: string } = {};
  const bytes: { [key: string]: string } = {};
  for (const [key, content] of contents) (content.binary ? bytes : texts)[key] = content.value;
  return {
    name: props.name,
    data: props.data || Object.keys(texts).length > 0 ? texts : undefined,
    binaryData: props.binaryData || Object.keys(bytes).length > 0 ? bytes : undefined,
  };
}
