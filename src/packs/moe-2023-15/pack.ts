import { definePack } from '#core/pack/pack.ts';
import { appraisal } from './appraisal.ts';
import { apprenticeships } from './apprenticeships.ts';
import { batch } from './batch.ts';
import { checks } from './checks.ts';
import { council } from './council.ts';
import { form } from './form.ts';
import { formalReview } from './formal-review.ts';
import { funds } from './funds.ts';
import { governing } from './governing.ts';
import { indicators } from './indicators.ts';
import { ledgers } from './ledgers/book.ts';
import { monitoring } from './monitoring.ts';
import { policies } from './policies.ts';
import { posts } from './posts.ts';
import { regions } from './regions.ts';
import { resources } from './resources.ts';
import { summary } from './summary.ts';
import { talent } from './talent.ts';
import { tasks } from './tasks.ts';
import { technology } from './technology.ts';
import { tiles } from './tiles.ts';
import { training } from './training.ts';
import { workflow } from './workflow.ts';

/** 教育部办公厅关于开展市域产教联合体建设的通知, 18 April 2023. */
export const moe202315 = definePack({
  id: 'moe-2023-15',
  title: '市域产教联合体建设（2023年）',
  issuer: '教育部办公厅',
  issuedOn: '2023-04-18',
  form,
  names: {
    consortium: 'consortiumName',
    province: 'province',
    park: 'park',
    leadSchool: 'leadSchool',
    leadEnterprise: 'leadEnterprise',
    industries: 'leadingIndustries',
  },
  checks,
  indicators,
  ledgers,
  workflow,
  batch,
  formalReview,
  monitoring,
  council,
  talent,
  resources,
  apprenticeships,
  technology,
  training,
  tasks,
  governing,
  appraisal,
  posts,
  policies,
  funds,
  regions,
  tiles,
  summary,
});
