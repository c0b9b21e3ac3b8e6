import type program from "../../messages/en/later/program.json";
import type proposal from "../../messages/en/later/proposal.json";
import type provisions from "../../messages/en/provisions.json";
import type capacity from "../../messages/en/later/capacity.json";
import type clearance from "../../messages/en/clearance.json";
import type comments from "../../messages/en/comments.json";
import type compilation from "../../messages/en/later/compilation.json";
import type coverage from "../../messages/en/coverage.json";
import type difference from "../../messages/en/difference.json";
import type editor from "../../messages/en/later/editor.json";
import type embed from "../../messages/en/later/embed.json";
import type evidence from "../../messages/en/evidence.json";
import type guide from "../../messages/en/later/guide.json";
import type home from "../../messages/en/later/home.json";
import type letters from "../../messages/en/later/letters.json";
import type openData from "../../messages/en/later/open-data.json";
import type pack from "../../messages/en/later/pack.json";
import type printed from "../../messages/en/later/printed.json";
import type questionnaire from "../../messages/en/later/questionnaire.json";
import type register from "../../messages/en/later/register.json";
import type reply from "../../messages/en/later/reply.json";
import type reports from "../../messages/en/later/reports.json";
import type review from "../../messages/en/later/review.json";
import type rounds from "../../messages/en/later/rounds.json";
import type search from "../../messages/en/later/search.json";
import type security from "../../messages/en/later/security.json";
import type session from "../../messages/en/session.json";
import type shell from "../../messages/en/shell.json";
import type start from "../../messages/en/start.json";
import type submission from "../../messages/en/submission.json";
import type survey from "../../messages/en/survey.json";
import type team from "../../messages/en/team.json";
import type teamPages from "../../messages/en/later/team.json";
import type trail from "../../messages/en/later/trail.json";
import type unsent from "../../messages/en/later/unsent.json";
import type update from "../../messages/en/later/update.json";
import type webhook from "../../messages/en/later/webhook.json";

/** The ids of all messages: what English has, the others have too. */
export type MessageId = keyof (typeof shell &
  typeof start &
  typeof provisions &
  typeof coverage &
  typeof difference &
  typeof editor &
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
  typeof review &
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
  typeof teamPages &
  typeof trail &
  typeof unsent &
  typeof update &
  typeof webhook);
