import { ValidationErrors } from '../../validation/errors';

/** Servers that are not MySQL, or images of MySQL that are laid out in another way, by a part of their path. */
const OTHERS: { readonly [part: string]: string } = {
  mariadb: 'MariaDB has other GTIDs, and no CLONE plugin',
  percona: 'its image has other paths and users, and was not tested',
  bitnami: 'its image has other paths and users, and another entrypoint',
  bitnamilegacy: 'its image has other paths and users, and another entrypoint',
};

/** Images that have MySQL under one of these names have its version as their tag. */
const MYSQL = /^(mysql|mysql-server|community-server|enterprise-server)$/;

/** The first patch of 8.0 that has all that the scripts use. */
const FIRST_OF_8_0 = 37;

/** Refuses images that cannot be right; what no tag tells is believed. */
export function validateMysqlImage(errors: ValidationErrors, image: string): void {
  const [name, tag = ''] = image.replace(/@.*$/, '').split(/:(?!.*\/)/);
  const why = otherServer(name) ?? (MYSQL.test(name.split('/').at(-1)!) ? tooOld(tag) : undefined);
  if (!why) return;
  errors.add(
    'image',
    image,
    "the official image of MySQL 8.0.37 or newer, for example 'mysql:9.7'",
    `${why}. If you know better, set allowUnsupportedImage: true`,
  );
}

function otherServer(name: string): string | undefined {
  for (const part of name.toLowerCase().split('/')) {
    const found = Object.keys(OTHERS).find((other) => part === other || part.startsWith(`${other}-`));
    if (found) return OTHERS[found];
  }
  return undefined;
}

/** Of `8.0.30-debian`; a tag without a minor version, such as `8` or `lts`, is of a newer one. */
function tooOld(tag: string): string | undefined {
  const [, major, minor, patch] = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?![\d.])/.exec(tag)?.map(Number) ?? [];
  if (major < 8) return `MySQL ${major} has neither CLONE nor the statements of today`;
  return major === 8 && minor === 0 && patch < FIRST_OF_8_0 ? `8.0.${patch} lacks what the scripts use` : undefined;
}
