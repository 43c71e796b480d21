import { z } from 'zod';
import type { Context } from '#server/context.ts';
import type { App } from '#server/http/app.ts';
import { fundReceiptPaper } from './fund-receipt-paper.ts';
import { fundReport } from './fund-report.ts';
import { ReceiptParams, YearParams } from './fund-views.ts';

const tags = ['运行经费'];

/** Funds as files: the year's report and tables, and the paper that a payer gets. */
export async function fundFileRoutes(app: App, context: Context): Promise<void> {
  app.get('/api/consortia/:id/fund-years/:year/:document', {
    schema: {
      tags,
      summary: '年度经费收支报告（Word、PDF）与明细表（Excel）',
      params: YearParams.extend({ document: z.enum(['report.docx', 'report.pdf', 'funds.xlsx']) }),
    },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name, mediaType } = await fundReport(context, actor, params);
      return reply.type(mediaType).header('content-disposition', attached(params.document, name)).send(bytes);
    },
  });

  app.get('/api/consortia/:id/funds/:planId/receipts/:receiptId/receipt.pdf', {
    schema: { tags, summary: '一笔到账的收款凭据（PDF），出资单位可自行下载', params: ReceiptParams },
    handler: async ({ actor, params }, reply) => {
      const { bytes, name } = await fundReceiptPaper(context, actor, params);
      return reply.type('application/pdf').header('content-disposition', attached('receipt.pdf', name)).send(bytes);
    },
  });
}

const attached = (plain: string, name: string) =>
  `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
