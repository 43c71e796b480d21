import type { DocumentVersion } from './document-queries.ts';

type Dated = Pick<DocumentVersion, 'standing' | 'effectiveOn' | 'repealedOn'>;

/** What a version is today, with the day that matters. */
export function standingText({ standing, effectiveOn, repealedOn }: Dated): string {
  switch (standing) {
    case 'draft':
      return '草案';
    case 'discarded':
      return '草案已作废';
    case 'submitted':
      return '送审中';
    case 'awaited':
      return `已批准，自${effectiveOn}起施行`;
    case 'in-force':
      return `现行有效（${effectiveOn}起${repealedOn === null ? '' : `，至${repealedOn}废止`}）`;
    case 'repealed':
      return `已废止（${effectiveOn}起，${repealedOn}废止）`;
  }
}

export const standingClass = ({ standing }: Dated) =>
  standing === 'in-force' ? 'good' : standing === 'submitted' || standing === 'awaited' ? 'warning' : 'soft';
