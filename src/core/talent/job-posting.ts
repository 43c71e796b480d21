import { occupationText, type PositionKind, payText, positionKindLabels } from './position.ts';

/** A position as anybody may see it. */
export type OpenPosition = {
  /** The enterprise that offers it. */
  member: string;
  kind: PositionKind;
  title: string;
  /** As the national list calls it, or as typed; empty where nobody said. */
  occupation: string;
  /** `d-dd-dd-dd` of that list; null where nobody said. */
  occupationCode: string | null;
  level: string;
  skills: readonly string[];
  headcount: number;
  /** Days, `YYYY-MM-DD`. */
  startsOn: string | null;
  endsOn: string | null;
  /** 元 a month. */
  pay: { from: number; to: number } | null;
  place: string;
  expiresOn: string;
};

/** Google's words for how one is employed: what is learned at work is neither full-time work nor an internship. */
const employmentTypes: Readonly<Record<PositionKind, string>> = {
  job: 'FULL_TIME',
  apprenticeship: 'OTHER',
  internship: 'INTERN',
  'teacher-practice': 'TEMPORARY',
};

/**
 * A position as schema.org's JobPosting, with all that search engines require of one. `postedOn`: the day on which it became public, `YYYY-MM-DD`; `region`: the
 * consortium's province, empty where it has none; `url`: its page. What nobody said is left out: a pay that is to be agreed, an occupation.
 */
export function jobPosting(
  position: OpenPosition,
  { url, postedOn, region }: { url: string; postedOn: string; region: string },
): Readonly<Record<string, unknown>> {
  const { member, kind, title, level, skills, headcount, startsOn, pay, place, expiresOn } = position;
  const occupation = occupationText(position);
  return {
    '@type': 'JobPosting',
    title,
    description: describePosition(position),
    identifier: { '@type': 'PropertyValue', name: member, value: url.slice(url.lastIndexOf('/') + 1) },
    url,
    datePosted: postedOn,
    // Its last day is still one, in Beijing.
    validThrough: `${expiresOn}T23:59:59+08:00`,
    hiringOrganization: { '@type': 'Organization', name: member },
    jobLocation: {
      '@type': 'Place',
      address: {
        '@type': 'PostalAddress',
        addressCountry: 'CN',
        ...(region === '' ? {} : { addressRegion: region }),
        addressLocality: place,
      },
    },
    employmentType: employmentTypes[kind],
    totalJobOpenings: headcount,
    educationRequirements: level,
    ...(skills.length > 0 ? { skills: skills.join('、') } : {}),
    ...(startsOn === null ? {} : { jobStartDate: startsOn }),
    ...(occupation === '' ? {} : { occupationalCategory: occupation }),
    ...(pay === null
      ? {}
      : {
          baseSalary: {
            '@type': 'MonetaryAmount',
            currency: 'CNY',
            value: { '@type': 'QuantitativeValue', minValue: pay.from, maxValue: pay.to, unitText: 'MONTH' },
          },
        }),
    directApply: false,
  };
}

/** What a position is, in sentences. */
export function describePosition(position: OpenPosition): string {
  const { member, kind, title, level, skills, headcount, startsOn, endsOn, place } = position;
  const occupation = occupationText(position);
  return [
    `${member}招收${title}${headcount}人（${positionKindLabels[kind]}），地点：${place}。`,
    `学历：${level}。`,
    ...(occupation === '' ? [] : [`职业：${occupation}。`]),
    ...(skills.length > 0 ? [`技能：${skills.join('、')}。`] : []),
    `薪酬：${payText(position.pay)}。`,
    ...(startsOn === null ? [] : [`${startsOn}起${endsOn === null ? '' : `，至${endsOn}`}。`]),
  ].join('');
}
