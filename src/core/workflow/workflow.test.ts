import { describe, expect, test } from 'vitest';
import type { Role } from '#core/access/role.ts';
import { moe202315 } from '#packs/moe-2023-15/pack.ts';
import { actionsFor, decide } from './workflow.ts';

const { workflow } = moe202315;
const all = new Set(['no-errors', 'reasons-given', 'before-deadline', 'remarks-given'] as const);

describe('who may take an application where (A3-1-01, A3-1-03, A3-2-01)', () => {
  test('the secretariat submits a draft once nothing stands against it', () => {
    expect(decide(workflow, 'draft', 'submit', ['secretariat'], all)).toEqual({ allowed: true, to: 'submitted' });
    expect(
      decide(workflow, 'draft', 'submit', ['secretariat'], new Set(['no-errors', 'before-deadline'] as const)),
    ).toEqual({
      allowed: false,
      because: 'guard',
      guards: ['reasons-given'],
    });
  });

  test('no other role submits, and nothing is submitted twice', () => {
    expect(decide(workflow, 'draft', 'submit', ['expert'], all)).toMatchObject({ allowed: false, because: 'role' });
    expect(decide(workflow, 'submitted', 'submit', ['secretariat'], all)).toMatchObject({
      allowed: false,
      because: 'state',
    });
  });

  test('a revision is confirmed when the last of the three lead units has confirmed it', () => {
    expect(decide(workflow, 'submitted', 'confirm', ['lead-school'], new Set())).toEqual({
      allowed: true,
      to: 'submitted',
    });
    expect(
      decide(workflow, 'submitted', 'confirm', ['lead-school'], new Set(['all-leads-confirmed'] as const)),
    ).toEqual({
      allowed: true,
      to: 'confirmed',
    });
  });

  test('each role sees only its own acts', () => {
    const seen = (role: Role) => actionsFor(workflow, 'submitted', [role]);
    expect(seen('provincial-officer')).toEqual(['return']);
    expect(seen('lead-enterprise')).toEqual(['confirm']);
    expect(seen('auditor')).toEqual([]);
  });

  test('every state can be reached, and only the published outcome leads nowhere', () => {
    for (const state of Object.keys(workflow.states)) {
      expect(workflow.transitions.some((transition) => transition.from === state)).toBe(
        !['listed', 'unlisted'].includes(state),
      );
      expect(state === workflow.initial || workflow.transitions.some((transition) => transition.to === state)).toBe(
        true,
      );
    }
  });
});
