import type { ExampleMember } from '#server/example/example-members.ts';

/** The members of one consortium as entries name them, by what they are. */
export type Cast = {
  /** The number of the consortium, from 0. */
  consortium: number;
  all: readonly ExampleMember[];
  schools: readonly string[];
  secondary: readonly string[];
  higher: readonly string[];
  universities: readonly string[];
  enterprises: readonly string[];
  institutes: readonly string[];
  others: readonly string[];
  government: readonly string[];
  categoryOf: (id: string) => string | undefined;
  nameOf: (id: string) => string;
};

export function castOf(consortium: number, all: readonly ExampleMember[]): Cast {
  const byId = new Map(all.map((member) => [member.id, member]));
  const of = (...categories: readonly string[]) =>
    all.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
  return {
    consortium,
    all,
    schools: of('secondaryVocational', 'higherVocational', 'university'),
    secondary: of('secondaryVocational'),
    higher: of('higherVocational'),
    universities: of('university'),
    enterprises: of('enterprise'),
    institutes: of('researchInstitute'),
    others: of('other'),
    government: of('government'),
    categoryOf: (id) => byId.get(id)?.category,
    nameOf: (id) => byId.get(id)?.name ?? '',
  };
}
