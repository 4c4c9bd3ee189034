using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using MyAgent.Engine.Hosting;
using MyAgent.Engine.Service.Api;
using MyAgent.Engine.Service.Api.VoiceMessages;
using MyAgent.Engine.Service.Problems;

namespace MyAgent.Engine.Service.Hosting;

/// <summary>Answers every error with a <see cref="Problem"/>.</summary>
internal static partial class ProblemHandling
{
    /// <summary>Adds the middleware; it must come before everything that may fail.</summary>
    public static void UseProblemHandling(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MyAgent.Engine.Service");
        app.UseStatusCodePages(context => OfStatus(context.HttpContext.Response.StatusCode).WriteAsync(context.HttpContext));
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => OfFailed(http, log).WriteAsync(http),
            AllowStatusCode404Response = true,

            // What a client can mend is no error of the engine; anything else is logged here, with its address.
            SuppressDiagnosticsCallback = _ => true,
        });
    }

    private static Problem OfFailed(HttpContext http, ILogger log)
    {
        var thrown = http.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        if (Of(thrown) is { } known)
            return known;
        LogFailed(log, thrown, http.Request.Method, http.Request.Path);
        return new Problem(StatusCodes.Status500InternalServerError, "internal", "The engine failed; see its log.");
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
        StatusCodes.Status404NotFound => Problem.NotFound("unknownRoute", "There is no resource at this address."),
        StatusCodes.Status405MethodNotAllowed => new(status, "methodNotAllowed", "This address does not support this method; Allow names those that it does."),
        StatusCodes.Status415UnsupportedMediaType => Body.WrongMediaType("application/json"),
        _ => new(status, "badRequest", "The request is not understood."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void LogFailed(ILogger log, Exception thrown, string method, PathString path);
}
