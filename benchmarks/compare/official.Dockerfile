# The shape of the multi-stage example in uv's documentation: environment and sources are copied as one.
FROM @UV@ AS builder
ENV UV_COMPILE_BYTECODE=@BYTECODE@ UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=0 UV_NO_DEV=1
ARG AGAIN=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
@MEMBER@    uv sync --frozen --no-install-project @SYNC@
COPY . /app
RUN --mount=type=cache,target=/root/.cache/uv \
    uv sync --frozen --no-install-project @SYNC@

FROM @BASE@
COPY --from=builder --chown=65532:65532 /app /app
ENV PATH="/app/.venv/bin:$PATH"
USER 65532
WORKDIR /app
CMD ["python", "-m", "app"]
