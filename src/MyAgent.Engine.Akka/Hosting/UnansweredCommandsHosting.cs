using Akka.Actor;
using Akka.Hosting;
using MyAgent.Engine.Akka.Entities;

namespace MyAgent.Engine.Akka.Hosting;

/// <summary>Adds <see cref="UnansweredCommands"/> to an actor system.</summary>
internal static class UnansweredCommandsHosting
{
    /// <summary>Adds the actor.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="answers">Creates the router of answers.</param>
    public static AkkaConfigurationBuilder AddUnansweredCommands(this AkkaConfigurationBuilder builder, Func<ActorSystem, IAnswerRouter> answers) =>
        builder.WithActors((system, _) =>
        {
            var router = answers(system);
            system.ActorOf(Props.Create(() => new UnansweredCommands(router)), "unanswered-commands");
        });
}
