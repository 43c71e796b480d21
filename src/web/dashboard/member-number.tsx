import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MemberFigure, MemberView } from './monitoring-queries.ts';

/** A member's number as the way to its entries: for its own people in the ledger, for who sees the consortium among the figure's entries. */
export function MemberNumber(props: { view: MemberView; figure: MemberFigure; year: number; children: ReactNode }) {
  const { view, figure, year, children } = props;
  const { member, consortium, seesConsortium } = view;
  if (seesConsortium)
    return (
      <Link
        to="/consortia/$id/figures/$figure/$year"
        params={{ id: consortium.id, figure: figure.figure, year: String(year) }}
        search={{ member: member.id }}
      >
        {children}
      </Link>
    );
  return (
    <Link
      to="/consortia/$id/ledgers/$kind"
      params={{ id: consortium.id, kind: figure.ledger }}
      search={{ member: member.id, year }}
    >
      {children}
    </Link>
  );
}
