using MyAgent.Engine.Hosting;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.VoiceMessages;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Answers every error with a <see cref="Problem"/>.</summary>
internal static class ProblemHandling
{
    /// <summary>Adds the middleware; it must come before everything that may fail.</summary>
    public static void UseProblemHandling(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine.Service");
        app.UseStatusCodePages(context => OfStatus(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
        app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
            {
                // The client is gone: there is no one to answer.
            }
            catch (Exception thrown) when (!http.Response.HasStarted)
            {
                if (Of(thrown) is not { } problem)
                {
                    log.LogError(thrown, "{Method} {Path} failed.", http.Request.Method, http.Request.Path);
                    problem = new Problem(StatusCodes.Status500InternalServerError, "internal", "The engine failed; its log says more.");
                }
                http.Response.Clear();
                await problem.WriteAsync(http);
            }
        });
    }

    private static Problem? Of(Exception thrown) => thrown switch
    {
        ProblemException known => known.Problem,
        EngineUnavailableException unavailable => Problem.Unavailable(unavailable.Message, unavailable.RetryAfterSeconds),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Body.TooLarge(VoiceMessageRoutes.MaxBytes),
        BadHttpRequestException bad => new Problem(bad.StatusCode, "badRequest", bad.Message),
        _ => null,
    };

    private static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Problem.NotFound("unknownRoute", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(status, "methodNotAllowed", "This address does not take this method; Allow names those it takes."),
        StatusCodes.Status415UnsupportedMediaType => Body.WrongMediaType("application/json"),
        _ => new(status, "badRequest", "The request is not understood."),
    };
}
