import { ENVIRONMENT, type Environment } from '@abonde/platform';
import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type EventPage, EventPageDto, EventQuery } from './events.dto';
import { RecentEvents } from './recent-events.service';
import { StreamConnection } from './stream-connection.service';
import { StreamHub } from './stream-hub.service';
import { topicsOf } from './stream-id';

const HOUR = 3_600_000;
const WINDOW = 10_000;
const HEARTBEAT = 15_000;

@ApiTags('stream')
@Controller()
export class StreamController {
  private readonly window: number;

  constructor(
    private readonly hub: StreamHub,
    private readonly events: RecentEvents,
    @Inject(ENVIRONMENT) environment: Environment,
  ) {
    this.window = Number(environment['STREAM_WINDOW'] || WINDOW);
  }

  /** Server-sent events: `id` is `<epoch>-<position>`, `event` the type, `data` the CloudEvent; `reset` asks to load afresh. */
  @Get('stream')
  @ApiProduces('text/event-stream')
  async stream(
    @Res() reply: FastifyReply,
    @Query('topics') topics?: string,
    @Headers('last-event-id') lastEventId?: string,
    @Query('lastEventId') resumeFrom?: string,
  ): Promise<void> {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    });
    reply.raw.flushHeaders();
    reply.raw.socket?.setNoDelay(true);
    const from = lastEventId ?? resumeFrom;
    const wanted = topicsOf(topics);
    const options = { window: this.window, heartbeat: HEARTBEAT, longest: HOUR };
    await new StreamConnection(this.hub, reply.raw, {
      ...options,
      ...(from === undefined ? {} : { lastEventId: from }),
      ...(wanted ? { topics: wanted } : {}),
    }).run();
  }

  /** The latest events, newest first, each as a sentence still to be translated. */
  @Get('events')
  @ApiOkResponse({ type: EventPageDto })
  recent(@Query() query: EventQuery): Promise<EventPage> {
    return this.events.page(query);
  }
}
