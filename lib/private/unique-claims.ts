import { ApiObject } from 'cdk8s';
import { isNamed, itemsOf, Manifest } from './manifest';
import { isPatched, written } from './network-pods';
import { CLUSTER, scopeKeyOf, scopeNameOf } from './scope-key';

/**
 * StatefulSets of one namespace whose claims have the same names: pods of both would write on one volume. A claim is
 * called `<template>-<set>-<ordinal>`, so that `data-a` of the set `b` and `data` of the set `a-b` meet.
 */
export function sharedClaims(objects: ApiObject[]): string[] {
  const owners = new Map<string, ApiObject>();
  const errors: string[] = [];
  for (const set of objects.filter(({ kind, apiGroup }) => kind === 'StatefulSet' && apiGroup === 'apps')) {
    for (const claims of claimNamesOf(set)) {
      const key = `${scopeKeyOf(set)}/${claims}`;
      const other = owners.get(key);
      if (!other) owners.set(key, set);
      // two sets of one name are reported as such
      else if (other.name !== set.name) errors.push(messageOf(claims, set, other));
    }
  }
  return errors;
}

/** A StatefulSet of this package, maybe of another copy of it, gives the names of its templates without rendering. */
interface Known extends ApiObject {
  readonly _claims: string[];
}

/** What the names of claims begin with, before the ordinals. */
function claimNamesOf(set: ApiObject): string[] {
  const templates = '_claims' in set && !isPatched(set) ? (set as Known)._claims : templatesIn(set);
  return templates.map((template) => `${template}-${set.name}`);
}

function templatesIn(set: ApiObject): string[] {
  const templates = itemsOf(written(set)?.spec?.volumeClaimTemplates as Manifest[] | undefined);
  return templates.filter(isNamed).map(({ metadata }) => metadata.name);
}

function messageOf(claims: string, set: ApiObject, other: ApiObject): string {
  return `two StatefulSets have claims called '${claims}-<ordinal>' in ${scopeNameOf(set)}: `
    + `'${other.node.path}' and '${set.node.path}', so their pods would share volumes: give one of them another name, `
    + `or its volume, or, where they are for two clusters, set the context '${CLUSTER}' of each chart to its cluster`;
}
