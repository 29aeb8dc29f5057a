import type { FastifyInstance } from 'fastify';
import { actionsRoute } from './actions.ts';
import { agendaCsvRoute } from './agenda-csv.ts';
import { agendaRoute } from './agenda.ts';
import { classSheetRoute } from './class-sheet.ts';
import { exploreRoute } from './explore.ts';
import { findRoute } from './find.ts';
import { governorRoute } from './governor.ts';
import { homeRoute } from './home.ts';
import { howRoute } from './how.ts';
import { discussionRoutes } from './pupils/discussion.ts';
import { familySheetRoute } from './pupils/family-sheet.ts';
import { pupilRoute } from './pupils/key.ts';
import { pupilPictureRoute } from './pupils/picture.ts';
import { whyRoute } from './pupils/why.ts';
import { signInRoutes } from './sign-in.ts';

/** Every address, in the order of a visit. A file is named after its address. */
export async function routes(app: FastifyInstance): Promise<void> {
  await signInRoutes(app);
  homeRoute(app);
  agendaRoute(app);
  agendaCsvRoute(app);
  findRoute(app);
  pupilRoute(app);
  pupilPictureRoute(app);
  discussionRoutes(app);
  whyRoute(app);
  familySheetRoute(app);
  actionsRoute(app);
  classSheetRoute(app);
  exploreRoute(app);
  governorRoute(app);
  howRoute(app);
}
