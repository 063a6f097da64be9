import { type Actor, Allow, Cmd, type Command, CurrentActor, readers, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CommentDto, WriteCommentDto } from './comments.dto';
import { Comments } from './comments.service';

@ApiTags('comments')
@Controller('projects/:id/comments')
export class CommentsController {
  constructor(
    private readonly comments: Comments,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: [CommentDto] })
  list(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<CommentDto[]> {
    return this.comments.list(id, actor);
  }

  @Post()
  @Allow('secretariat', 'project-officer', 'city')
  @ApiCreatedResponse({ type: CommentDto })
  write(@Param('id') id: string, @Body() body: WriteCommentDto, @Cmd() command: Command): Promise<CommentDto> {
    return this.unitOfWork.run(command, (tx) => this.comments.write(tx, id, body, command.actor));
  }

  @Post(':comment/resolve')
  @HttpCode(200)
  @Allow('secretariat', 'project-officer')
  @ApiOkResponse({ type: CommentDto })
  resolve(
    @Param('id') id: string,
    @Param('comment', ParseUUIDPipe) comment: string,
    @Cmd() command: Command,
  ): Promise<CommentDto> {
    return this.unitOfWork.run(command, (tx) => this.comments.resolve(tx, id, comment, command.actor));
  }
}
