import { graphql } from "../../gql";

graphql(`
  fragment OneWebhook on Webhook {
    id
    address
    kinds
    status
    madeAt
    secretMadeAt
    pausedAt
    endedAt
  }
`);

/** Where somebody may keep webhooks. */
export const WebhookPlaces = graphql(`
  query WebhookPlaces {
    viewer {
      account {
        id
      }
      memberships {
        id
        role
        state {
          id
          code
          name {
            ...Localised
          }
        }
      }
    }
  }
`);

/** The webhooks of a State, or those of the secretariat. */
export const Webhooks = graphql(`
  query Webhooks($state: String) {
    webhooks(state: $state) {
      ...OneWebhook
    }
  }
`);

/** What became of the messages of the webhooks of one place, some of each. */
export const WebhookDeliveries = graphql(`
  query WebhookDeliveries($state: String, $first: Int!) {
    webhooks(state: $state) {
      id
      status
      deliveries(first: $first) {
        pageInfo {
          hasNextPage
        }
        nodes {
          messageId
          kind
          occurredAt
          outcome
          attempts
          lastAttemptAt
          lastStatus
          lastFailure
          nextAttemptAt
        }
      }
    }
  }
`);

export const CreateWebhook = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      secret
      webhook {
        ...OneWebhook
      }
    }
  }
`);

export const UpdateWebhook = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook {
        ...OneWebhook
      }
    }
  }
`);

export const RotateWebhookSecret = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      secret
      webhook {
        ...OneWebhook
      }
    }
  }
`);

export const TestWebhook = graphql(`
  mutation TestWebhook($input: TestWebhookInput!) {
    testWebhook(input: $input) {
      messageId
    }
  }
`);

export const ReplayWebhook = graphql(`
  mutation ReplayWebhook($input: ReplayWebhookInput!) {
    replayWebhook(input: $input) {
      count
    }
  }
`);

export const EndWebhook = graphql(`
  mutation EndWebhook($input: EndWebhookInput!) {
    endWebhook(input: $input) {
      webhook {
        ...OneWebhook
      }
    }
  }
`);
