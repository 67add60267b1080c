import { CatalogMySQL } from '../../apps/seeds/catalog-mysql';
import { app, fixture, inOrderOf, original, testOriginals } from './documents';

test('equals our expectation', () => {
  const documents = fixture('004/catalog-mysql.yaml');
  expect(inOrderOf(documents, new CatalogMySQL(app(), 'catalog'))).toEqual(documents);
});

testOriginals('equals the original', () => {
  const documents = original('004/catalog-mysql.yaml');
  expect(inOrderOf(documents, new CatalogMySQL(app(), 'catalog'))).toEqual(documents);
});
