import { type Answers, valueAt, withValue } from '#core/form/answers.ts';
import { regions } from '#packs/moe-2023-15/regions.ts';
import { makeConsortium, type NationConsortium } from './make-consortium.ts';
import { makeExperts, type NationExpert } from './make-experts.ts';
import { fictional } from './make-names.ts';

export type NationSize = { provinces: number; applications: number; experts: number };

/** 32 provincial units with three applications each, as many as the notice lets each recommend, and 300 experts. */
export const wholeNation: NationSize = { provinces: regions.length, applications: 96, experts: 300 };

/** A passage that stands word for word in two forms. */
export type Copied = { from: number; to: number; cell: string; passage: string };

export type Nation = {
  /** The provincial units' names. */
  provinces: readonly string[];
  consortia: readonly NationConsortium[];
  experts: readonly NationExpert[];
  copied: readonly Copied[];
};

/** The fictional nation: the same to the byte for the same seed and size. */
export function makeNation(size: NationSize = wholeNation, seed = 2023): Nation {
  const provinces = regions.slice(0, size.provinces).map(fictional);
  const made = Array.from({ length: size.applications }, (_, number) => {
    const province = Math.floor((number * provinces.length) / size.applications);
    return makeConsortium(seed, number, { province, region: regions[province] ?? '' });
  });
  const consortia = [...made];
  const copied = copies(size.applications).flatMap(({ from, to, cell }): Copied[] => {
    const [source, target] = [consortia[from], consortia[to]];
    if (!source || !target || from === to) return [];
    const passage = passageOf(source.answers, cell);
    consortia[to] = { ...target, answers: withPassage(target.answers, cell, passage) };
    return [{ from, to, cell, passage }];
  });
  return { provinces, consortia, experts: makeExperts(seed, size.experts, { provinces, consortia }), copied };
}

/** Who copied from whom: across provinces, among neighbours, and one who took from two. */
function copies(applications: number): readonly Omit<Copied, 'passage'>[] {
  const at = (share: number) => Math.floor((applications - 1) * share);
  return [
    { from: at(0.05), to: at(0.9), cell: 'features' },
    { from: at(0.3), to: at(0.3) + 1, cell: 'features' },
    { from: at(0.5), to: at(0.7), cell: 'constructionPlan' },
    { from: at(0.2), to: at(0.7), cell: 'features' },
  ];
}

/** The longest paragraph of a text. */
function passageOf(answers: Answers, cell: string): string {
  return paragraphs(answers, cell).reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}

/** Puts the passage in the place of the text's last paragraph. */
function withPassage(answers: Answers, cell: string, passage: string): Answers {
  return withValue(answers, cell, [...paragraphs(answers, cell).slice(0, -1), passage].join('\n'));
}

function paragraphs(answers: Answers, cell: string): readonly string[] {
  return String(valueAt(answers, cell)).split('\n');
}
