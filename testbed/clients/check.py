#!/usr/bin/env python3
"""Asks a service as the clients of OpenAI and Anthropic do, and fails where one of them would.

usage: check.py URL MODEL KEY [BUSY_URL]

URL is the service's address, MODEL the name that it knows, KEY an API key that it takes. BUSY_URL
answers everything with 429. Prints one line for each check; the exit status is 1 if any failed.
"""

import sys
import traceback

import anthropic
import openai

URL, MODEL, KEY = sys.argv[1:4]
BUSY_URL = sys.argv[4] if len(sys.argv) > 4 else None
PROMPT = [{"role": "user", "content": "Say hello."}]
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def openai_client(url=URL, key=KEY):
    return openai.OpenAI(base_url=url + "/v1", api_key=key, max_retries=0, timeout=600)


def anthropic_client(url=URL, key=KEY):
    return anthropic.Anthropic(base_url=url, api_key=key, max_retries=0, timeout=600)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def raises(kind, call):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"{kind.__name__} was not raised")


def ask(client, **more):
    return client.chat.completions.create(
        model=MODEL, messages=PROMPT, max_tokens=8, temperature=0, **more
    )


def say(client, **more):
    return client.messages.create(
        model=MODEL, messages=PROMPT, max_tokens=8, extra_body={"temperature": 0}, **more
    )


def models():
    listed = openai_client().models.list().data
    expect([model.id for model in listed] == [MODEL], f"lists {listed}")


def chat():
    answer = ask(openai_client())
    expect(answer.choices[0].message.content, "no content")
    expect(answer.choices[0].finish_reason in ("length", "stop"), answer.choices[0].finish_reason)
    expect(answer.model == MODEL, f"the answer's model is {answer.model}")
    expect(answer.usage.completion_tokens in range(1, 9), str(answer.usage))


def chat_is_replayed():
    raw = openai_client().chat.completions.with_raw_response
    first, second = (
        raw.create(model=MODEL, messages=PROMPT, max_tokens=7, temperature=0) for _ in range(2)
    )
    expect("; hit;" in second.headers["cache-status"], second.headers["cache-status"])
    one, two = first.parse(), second.parse()
    expect(one.choices == two.choices and one.usage == two.usage, "another answer")
    expect(one.id != two.id and len(one.id) == len(two.id), f"ids {one.id} and {two.id}")


def chat_stream():
    text, usage = "", None
    for chunk in ask(openai_client(), stream=True, stream_options={"include_usage": True}):
        usage = chunk.usage or usage
        text += "".join(choice.delta.content or "" for choice in chunk.choices)
    expect(text == ask(openai_client()).choices[0].message.content, f"streamed {text!r}")
    expect(usage and usage.completion_tokens in range(1, 9), str(usage))


def chat_tools():
    tool = {"name": "weather", "description": "The weather of a city.", "parameters": CITY}
    with_tools = ask(openai_client(), tools=[{"type": "function", "function": tool}])
    tokens = with_tools.usage.prompt_tokens - ask(openai_client()).usage.prompt_tokens
    expect(tokens > 20, f"the model saw {tokens} tokens of the tools")


def completions():
    answer = openai_client().completions.create(
        model=MODEL, prompt="Once upon", max_tokens=4, temperature=0
    )
    expect(answer.choices[0].text, "no text")


def embeddings():
    answer = openai_client().embeddings.create(model=MODEL, input=["one", "two"])
    expect(len(answer.data) == 2 and len(answer.data[0].embedding) > 100, "no embeddings")
    again = openai_client().embeddings.with_raw_response.create(model=MODEL, input=["one", "two"])
    expect("; hit;" in again.headers["cache-status"], again.headers["cache-status"])


def responses():
    answer = openai_client().responses.create(
        model=MODEL, input="Say hello.", max_output_tokens=8, temperature=0
    )
    expect(answer.output_text, "no text")


def responses_stream():
    events = list(
        openai_client().responses.create(
            model=MODEL, input="Say hello.", max_output_tokens=8, temperature=0, stream=True
        )
    )
    text = "".join(e.delta for e in events if e.type == "response.output_text.delta")
    expect(text, "no text was streamed")
    expect(events[-1].type in ("response.completed", "response.incomplete"), events[-1].type)


def messages():
    answer = say(anthropic_client(), system="You are brief.")
    expect(answer.type == "message" and answer.content[0].text, str(answer))
    expect(answer.stop_reason in ("max_tokens", "end_turn"), answer.stop_reason)
    expect(answer.model == MODEL, f"the answer's model is {answer.model}")
    expect(answer.usage.output_tokens in range(1, 9), str(answer.usage))


def messages_are_replayed():
    raw = anthropic_client().messages.with_raw_response
    first, second = (
        raw.create(model=MODEL, messages=PROMPT, max_tokens=7, extra_body={"temperature": 0})
        for _ in range(2)
    )
    expect("; hit;" in second.headers["cache-status"], second.headers["cache-status"])
    expect(first.parse().content == second.parse().content, "another answer")
    expect(first.parse().id != second.parse().id, "the same id")


def messages_stream():
    with anthropic_client().messages.stream(
        model=MODEL, messages=PROMPT, max_tokens=8, extra_body={"temperature": 0}
    ) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    expect(text and final.content[0].text == text, f"streamed {text!r}, not {final.content}")
    expect(final.stop_reason in ("max_tokens", "end_turn"), final.stop_reason)
    expect(final.usage.output_tokens in range(1, 9), str(final.usage))


def messages_tools():
    tool = {"name": "weather", "description": "The weather of a city.", "input_schema": CITY}
    with_tools = say(anthropic_client(), tools=[tool])
    tokens = prompt_tokens(with_tools) - prompt_tokens(say(anthropic_client()))
    expect(tokens > 20, f"the model saw {tokens} tokens of the tools")


def prompt_tokens(message):
    return message.usage.input_tokens + (message.usage.cache_read_input_tokens or 0)


def messages_count():
    counted = anthropic_client().messages.count_tokens(model=MODEL, messages=PROMPT)
    expect(counted.input_tokens > 0, str(counted))


def strangers():
    error = raises(openai.AuthenticationError, lambda: ask(openai_client(key="guessed")))
    expect(error.code == "invalid_api_key" and error.request_id, str(error))
    error = raises(anthropic.AuthenticationError, lambda: say(anthropic_client(key="guessed")))
    expect(error.body["error"]["type"] == "authentication_error", str(error.body))
    expect(error.request_id, "no request id")


def unknown_paths():
    openai_at = openai_client(url=URL + "/nowhere")
    raises(openai.NotFoundError, lambda: ask(openai_at))
    raises(anthropic.NotFoundError, lambda: say(anthropic_client(url=URL + "/nowhere")))


def bad_requests():
    raises(
        openai.BadRequestError,
        lambda: openai_client().chat.completions.create(model=MODEL, messages="no list"),
    )
    too_long = [{"role": "user", "content": "word " * 5000}]
    raises(
        anthropic.BadRequestError,
        lambda: anthropic_client().messages.create(model=MODEL, messages=too_long, max_tokens=8),
    )


def busy():
    raises(openai.RateLimitError, lambda: ask(openai_client(url=BUSY_URL)))
    raises(anthropic.RateLimitError, lambda: say(anthropic_client(url=BUSY_URL)))


CHECKS = [
    models,
    chat,
    chat_is_replayed,
    chat_stream,
    chat_tools,
    completions,
    embeddings,
    responses,
    responses_stream,
    messages,
    messages_are_replayed,
    messages_stream,
    messages_tools,
    messages_count,
    strangers,
    unknown_paths,
    bad_requests,
]


def main():
    failed = 0
    for check in CHECKS + ([busy] if BUSY_URL else []):
        try:
            check()
            print(f"ok      {check.__name__}", flush=True)
        except Exception:  # Whatever a client raises is what its users would see.
            failed += 1
            print(f"FAILED  {check.__name__}\n{traceback.format_exc()}", flush=True)
    print(f"{failed} of {len(CHECKS) + bool(BUSY_URL)} checks failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
