import type program from "../../messages/en/program.json";
import type proposal from "../../messages/en/proposal.json";
import type provisions from "../../messages/en/provisions.json";
import type capacity from "../../messages/en/capacity.json";
import type clearance from "../../messages/en/clearance.json";
import type comments from "../../messages/en/comments.json";
import type compilation from "../../messages/en/compilation.json";
import type coverage from "../../messages/en/coverage.json";
import type difference from "../../messages/en/difference.json";
import type embed from "../../messages/en/embed.json";
import type evidence from "../../messages/en/evidence.json";
import type guide from "../../messages/en/guide.json";
import type home from "../../messages/en/home.json";
import type letters from "../../messages/en/letters.json";
import type openData from "../../messages/en/open-data.json";
import type pack from "../../messages/en/pack.json";
import type printed from "../../messages/en/printed.json";
import type questionnaire from "../../messages/en/questionnaire.json";
import type register from "../../messages/en/register.json";
import type reply from "../../messages/en/reply.json";
import type reports from "../../messages/en/reports.json";
import type rounds from "../../messages/en/rounds.json";
import type search from "../../messages/en/search.json";
import type security from "../../messages/en/security.json";
import type session from "../../messages/en/session.json";
import type shell from "../../messages/en/shell.json";
import type start from "../../messages/en/start.json";
import type submission from "../../messages/en/submission.json";
import type survey from "../../messages/en/survey.json";
import type team from "../../messages/en/team.json";
import type trail from "../../messages/en/trail.json";
import type unsent from "../../messages/en/unsent.json";
import type update from "../../messages/en/update.json";
import type webhook from "../../messages/en/webhook.json";

/** The ids of all messages: what English has, the others have too. */
export type MessageId = keyof (typeof shell &
  typeof start &
  typeof provisions &
  typeof coverage &
  typeof difference &
  typeof embed &
  typeof evidence &
  typeof guide &
  typeof home &
  typeof letters &
  typeof openData &
  typeof pack &
  typeof printed &
  typeof questionnaire &
  typeof register &
  typeof reply &
  typeof program &
  typeof proposal &
  typeof reports &
  typeof rounds &
  typeof search &
  typeof security &
  typeof session &
  typeof submission &
  typeof survey &
  typeof capacity &
  typeof clearance &
  typeof comments &
  typeof compilation &
  typeof team &
  typeof trail &
  typeof unsent &
  typeof update &
  typeof webhook);
