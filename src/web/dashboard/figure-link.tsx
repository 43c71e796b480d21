import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { View } from '#core/dashboard/view.ts';

/** A number as the way to what it is made of: of a consortium its members and entries, of all others the consortia of that year. */
export function FigureLink(props: {
  view: View;
  figure: string;
  year: number;
  /** The consortium whose number it is; null of a sum of several. */
  consortium?: string | null;
  children: ReactNode;
}) {
  const { view, figure, year, children } = props;
  const id = props.consortium ?? view.consortium;
  if (id !== undefined)
    return (
      <Link to="/consortia/$id/figures/$figure/$year" params={{ id, figure, year: String(year) }}>
        {children}
      </Link>
    );
  const { ids: _, ...rest } = view;
  return (
    <Link to="/monitoring" search={{ ...rest, figure, year, by: 'consortium' }} hash="ranking">
      {children}
    </Link>
  );
}
