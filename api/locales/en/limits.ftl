limit-body = The body is larger than { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
limit-query = The document is longer than { $limit ->
       [one] { $limit } byte
      *[other] { $limit } bytes
    }.
limit-nesting = Brackets are nested more than { $limit ->
       [one] { $limit } level
      *[other] { $limit } levels
    } deep.
limit-tokens = The document has more than { $limit ->
       [one] { $limit } token
      *[other] { $limit } tokens
    }.
limit-operations = The document has more than { $limit ->
       [one] { $limit } operation
      *[other] { $limit } operations
    }.
limit-fragments = The document has more than { $limit ->
       [one] { $limit } fragment
      *[other] { $limit } fragments
    }.
limit-fields = The document names more than { $limit ->
       [one] { $limit } field
      *[other] { $limit } fields
    }.
limit-aliases = The document has more than { $limit ->
       [one] { $limit } alias
      *[other] { $limit } aliases
    }.
limit-directives = A selection carries more than { $limit ->
       [one] { $limit } directive
      *[other] { $limit } directives
    }.
limit-repeats = An operation asks for the root field “{ $field }” more than { $limit ->
       [one] { $limit } time
      *[other] { $limit } times
    }.
limit-depth = Fields are nested more than { $limit ->
       [one] { $limit } level
      *[other] { $limit } levels
    } deep.
limit-size = With its fragments spread out, an operation has more than { $limit ->
       [one] { $limit } selection
      *[other] { $limit } selections
    }.
limit-complexity = The operation would cost more than { $limit ->
       [one] { $limit } unit
      *[other] { $limit } units
    }. Ask for fewer items or fewer fields.
limit-comparison = The comparison would hold more than { $limit ->
       [one] { $limit } answer
      *[other] { $limit } answers
    }. Name fewer States or fewer questions.
limit-time = The answer took longer than { $limit ->
       [one] { $limit } second
      *[other] { $limit } seconds
    } and was given up.
limit-levels = With fragments counted, selections are nested more than { $limit ->
       [one] { $limit } level
      *[other] { $limit } levels
    } deep.
limit-subscriptions = One connection carries at most { $limit ->
       [one] { $limit } subscription
      *[other] { $limit } subscriptions
    } at once.
limit-account_subscriptions = One account has at most { $limit ->
       [one] { $limit } subscription
      *[other] { $limit } subscriptions
    } at once.
limit-streams = The service keeps at most { $limit ->
       [one] { $limit } connection
      *[other] { $limit } connections
    } of this kind open. Try again later.
limit-address_requests = From one address at most { $limit } calls a minute are answered without signing in. Try again in a moment, or sign in.
limit-account_requests = An account can make at most { $limit } calls a minute. Try again in a moment.
limit-address_streams = From one address the service keeps at most { $limit } sockets and streams of events open. Close one, or try again later.
limit-socket_operations = One connection begins at most { $limit } operations a minute. Try again in a moment.
