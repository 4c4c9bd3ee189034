using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;

namespace MyAgent.Engine.Protocol;

/// <summary>A command to a queue.</summary>
internal interface IQueueCommand : ICommand;

/// <summary>A command about one contact, answered with that contact as it then is.</summary>
internal interface IContactCommand : IQueueCommand
{
    /// <summary>The contact.</summary>
    ContactId ContactId { get; }
}
