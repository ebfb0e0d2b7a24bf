# Dependencies and sources in layers of their own, linked so that neither needs the other, installed with uv's cache kept.
FROM @UV@ AS build
ENV UV_COMPILE_BYTECODE=@BYTECODE@ UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=0 UV_NO_DEV=1
ARG AGAIN=0
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache/uv \
    --mount=type=bind,source=uv.lock,target=uv.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
@MEMBER@    uv sync --frozen --no-install-project @SYNC@

FROM @BASE@
WORKDIR /app
COPY --link --from=build /app/.venv /app/.venv
COPY --link . /app
ENV PATH="/app/.venv/bin:$PATH"
USER 65532
CMD ["python", "-m", "app"]
