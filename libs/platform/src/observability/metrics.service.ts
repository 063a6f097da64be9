import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, register as shared, Registry } from 'prom-client';

/** Prometheus metrics of this service; register your own on `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  /** Rate, errors and duration of each route, by template: an id in a URL makes no new series. */
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown';
      const labels = { method: request.method, route, status: String(reply.statusCode) };
      this.requests.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }

  /** Includes what libraries registered on prom-client's shared registry. */
  async text(): Promise<string> {
    return Registry.merge([this.registry, shared]).metrics();
  }
}
