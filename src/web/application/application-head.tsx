import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Application } from '#web/api/queries.ts';
import { momentText, remainingText } from '#web/ui/moment.ts';

const titles: Readonly<Record<string, string>> = {
  import: '导入Word',
  preview: '预览与下载',
  submit: '提交',
  revisions: '版本',
  return: '退回',
};

/** States from which the province's verification is there to be read by all who may see the application. */
const verified: ReadonlySet<string> = new Set([
  'returned',
  'verified',
  'recommended',
  'admitted',
  'rejected',
  'listed',
  'unlisted',
]);

/** Name, state and deadline of an application, and the ways to its other pages. */
export function ApplicationHead({ application, children }: { application: Application; children?: ReactNode }) {
  const { id, consortium, stateLabel, batch, canEdit, actions } = application;
  const may = (action: string) => actions.some((each) => each.action === action);
  const params = { id };
  const page = useLocation().pathname.split('/')[3] ?? '';
  return (
    <header className="application-head">
      <title>{`${titles[page] ?? (canEdit ? '填写' : '查看')} - ${consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{consortium.name}</h1>
        <span className="state">{stateLabel}</span>
        <span className="soft">
          截止 {momentText(batch.deadline)}（{remainingText(batch.deadline, Date.now())}）
        </span>
        <span className="space" />
        {children}
      </div>
      <nav className="tabs no-print" aria-label="本次申报">
        <Link to="/applications/$id" params={params} activeOptions={{ exact: true }}>
          {canEdit ? '填写' : '查看'}
        </Link>
        {canEdit && (
          <Link to="/applications/$id/import" params={params}>
            导入Word
          </Link>
        )}
        <Link to="/applications/$id/preview" params={params}>
          预览与下载
        </Link>
        {may('submit') && (
          <Link to="/applications/$id/submit" params={params}>
            提交
          </Link>
        )}
        <Link to="/applications/$id/revisions" params={params}>
          {may('confirm') ? '版本与确认' : '版本'}
        </Link>
        {(may('return') || verified.has(application.state)) && (
          <Link to="/applications/$id/verification" params={params}>
            核实
          </Link>
        )}
        {application.state === 'admitted' && (
          <Link to="/applications/$id/inquiries" params={params}>
            部里的提问
          </Link>
        )}
        {may('return') && (
          <Link to="/applications/$id/return" params={params}>
            退回
          </Link>
        )}
      </nav>
    </header>
  );
}
