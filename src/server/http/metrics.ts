import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '#server/db/database.ts';

export type Metrics = { registry: Registry; requests: Histogram; saves: Counter; submissions: Counter; people: Gauge };

/** Prometheus metrics of this process. Labels are routes and outcomes, never people or units. */
export function collectMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'lianheti_database_connections',
    help: 'Connections of the pool that serves requests, by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, db.app.totalCount);
      this.set({ state: 'idle' }, db.app.idleCount);
      this.set({ state: 'waiting' }, db.app.waitingCount);
    },
  });
  return {
    registry,
    requests: new Histogram({
      name: 'lianheti_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    saves: new Counter({ name: 'lianheti_answers_saved_total', help: 'Answers saved', labelNames: ['how'], registers }),
    submissions: new Counter({ name: 'lianheti_submissions_total', help: 'Revisions taken', registers }),
    people: new Gauge({ name: 'lianheti_live_forms', help: 'Open live connections to forms', registers }),
  };
}
